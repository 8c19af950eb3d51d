"""The doors between rooms that an import check cannot see: names in strings and templates."""

import ast
import re

import pytest

from tests.architecture.rooms import CHECKOUT, ROOMS, files, folder

TAG = re.compile(r"{%\s*(?:load|include|extends)\s+([^%]+)%}")


def rooms_to_the_left(room: str) -> list[str]:
    return ROOMS[: ROOMS.index(room)]


def strings(tree: ast.AST) -> list[tuple[int, str]]:
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    ]


def names_a_room(text: str, room: str) -> bool:
    """``casebook.Partnership``, ``casebook/lesson.html`` or a dotted path; not a word in a sentence."""
    return bool(re.match(rf"{room}[./][A-Za-z_][\w./]*$", text))


@pytest.mark.parametrize("room", ROOMS)
def test_room_names_no_room_to_its_left_in_a_string(room):
    found = [
        f"{path.relative_to(CHECKOUT)}:{line} {text!r}"
        for owner, path in files("*.py")
        if owner == room
        for line, text in strings(ast.parse(path.read_text()))
        if any(names_a_room(text, left) for left in rooms_to_the_left(room))
    ]

    assert found == []


@pytest.mark.parametrize("room", ROOMS)
def test_template_loads_and_includes_nothing_from_a_room_to_its_left(room):
    tag_libraries = {
        library.stem: owner
        for owner in ROOMS
        for library in folder(owner).glob("templatetags/*.py")
        if library.stem != "__init__"
    }

    found = []
    for owner, path in [*files("*.html"), *files("*.txt"), *files("*.xml")]:
        if owner != room:
            continue
        for argument in TAG.findall(path.read_text()):
            words = argument.replace('"', " ").replace("'", " ").split()
            named = {tag_libraries.get(word) or word.split("/")[0] for word in words}
            found += [
                f"{path.relative_to(CHECKOUT)}: {argument}"
                for left in rooms_to_the_left(room)
                if left in named
            ]

    assert found == []


@pytest.mark.parametrize("room", ROOMS)
def test_migration_depends_on_no_room_to_its_left(room):
    found = [
        f"{path.name}: {text}"
        for path in sorted(folder(room).glob("migrations/*.py"))
        for _line, text in strings(ast.parse(path.read_text()))
        if text in rooms_to_the_left(room)
        or any(names_a_room(text, left) for left in rooms_to_the_left(room))
    ]

    assert found == []


def test_content_is_read_through_the_audience_policy_only():
    """``.live()`` alone holds private pages and ``.public()`` alone holds drafts."""
    found = [
        f"{path.relative_to(CHECKOUT)}:{node.lineno} .{node.func.attr}()"
        for _room, path in files("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"live", "public", "not_live", "not_public"}
        and not (isinstance(node.func.value, ast.Name) and node.func.value.id in {"Viewer", "cls"})
    ]

    assert found == []


def test_pages_are_added_and_moved_in_one_place_where_the_tree_is_locked():
    places = {
        f"{path.relative_to(CHECKOUT)} .{node.func.attr}()"
        for _room, path in files("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"add_child", "add_sibling", "add_root", "move"}
    }

    assert places == {
        "site/website/domain/page_tree.py .add_child()",
        "site/website/domain/page_tree.py .move()",
    }


def test_tests_lie_in_the_folder_of_their_room():
    known = {*ROOMS, "architecture", "journeys", "servers", "browser", "benchmarks", "chaos", "country"}

    assert {path.name for path in (CHECKOUT / "tests").iterdir() if path.is_dir()} - known - {
        "__pycache__"
    } == set()
