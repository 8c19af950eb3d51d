"""Files and functions stay small enough to read at one sitting."""

import ast

import pytest

from tests.architecture.rooms import CHECKOUT, files

LIMITS = {"*.py": 300, "*.html": 80, "*.css": 200}
LONGEST_FUNCTION = 50
# Better one honest exception than three fragments; each says why.
EXCEPTIONS: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}


@pytest.mark.parametrize("pattern", LIMITS)
def test_files_are_no_longer_than_their_limit(pattern):
    too_long = {
        str(path.relative_to(CHECKOUT)): length
        for _room, path in files(pattern)
        if (length := len(path.read_text().splitlines())) > LIMITS[pattern]
    }

    assert {name: length for name, length in too_long.items() if name not in EXCEPTIONS} == {}


def test_functions_are_no_longer_than_their_limit():
    too_long = {
        f"{path.relative_to(CHECKOUT)} {node.name}"
        for _room, path in files("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
    }

    assert too_long == set(LONG_FUNCTIONS)


def test_modules_open_with_one_line_that_says_what_they_are_for():
    silent = [
        str(path.relative_to(CHECKOUT))
        for _room, path in files("*.py")
        if not (ast.get_docstring(ast.parse(path.read_text())) or "").strip()
    ]

    assert silent == []


def test_no_module_is_called_by_a_name_that_says_nothing():
    vague = {"common", "core", "utils", "util", "helpers", "helper", "misc"}

    found = [
        str(path.relative_to(CHECKOUT))
        for _room, path in files("*.py")
        if vague & {path.stem, *path.relative_to(CHECKOUT).parts}
    ]

    assert found == []


def test_settings_that_all_share_stay_readable():
    base = CHECKOUT / "site" / "config" / "settings" / "base.py"

    assert len(base.read_text().splitlines()) < 200
