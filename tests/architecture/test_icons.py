"""Icons are named by strings, and one that is misspelt shows nothing: every name is that of an icon."""

import re

from wagtail.admin.icons import get_icons

from tests.architecture.rooms import CHECKOUT, files
from website.templatetags.signs import ICONS

NAMED = re.compile(r"""\b(?:menu_)?icon\s*=\s*["']([\w-]+)["']|{%\s*icon\s+["']([\w-]+)["']""")
# These hand their icons to pages of readers; other code hands them to the admin.
FOR_READERS = ("search_index.py",)


def named(*, for_readers: bool) -> dict[str, str]:
    """The icons that files name, each with a file that does."""
    found = {}
    for _room, path in [*files("*.py"), *files("*.html")]:
        readers = path.name in FOR_READERS or (path.suffix == ".html" and "beheer" not in path.parts)
        if readers == for_readers:
            names = NAMED.findall(path.read_text(encoding="utf-8"))
            found |= {one or other: str(path.relative_to(CHECKOUT)) for one, other in names}
    return found


def test_icons_that_code_names_for_the_admin_are_there():
    there = set(re.findall(r'id="icon-([\w-]+)"', get_icons()))
    names = named(for_readers=False)

    assert names
    assert {name: path for name, path in names.items() if name not in there} == {}


def test_icons_that_pages_name_are_there():
    there = {path.stem for path in ICONS.glob("*.svg")}
    names = named(for_readers=True)

    assert names
    assert {name: path for name, path in names.items() if name not in there} == {}
