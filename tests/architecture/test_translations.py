"""Every text in the code has its Dutch translation, and what is compiled is what was translated."""

import ast
import gettext
import re

import polib
import pytest

from tests.architecture.rooms import ROOMS, files, folder

FUNCTIONS = {"_", "gettext", "gettext_lazy", "gettext_noop"}
FUNCTIONS |= {"ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
TRANSLATE = re.compile(
    r"""{%\s*(?:translate|trans)\s+(["'])(.*?)\1(?:\s[^%]*)?%}|\b_\((["'])(.*?)\3\)""", re.S
)
BLOCK = re.compile(
    r"{%\s*(?:blocktranslate|blocktrans)(.*?)%}(.*?){%\s*end(?:blocktranslate|blocktrans)\s*%}", re.S
)
WITH_TEXTS = [room for room in ROOMS if (folder(room) / "locale").exists()]


def in_python(source: str) -> set[str]:
    texts = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS:
            first = node.args[1] if node.func.id.startswith("p") else node.args[0]
            if isinstance(first, ast.Constant) and first.value:
                texts.add(first.value)
    return texts


def in_template(source: str) -> set[str]:
    texts = {match[1] or match[3] for match in TRANSLATE.findall(source)}
    for options, body in BLOCK.findall(source):
        singular = re.split(r"{%\s*plural\s*%}", body)[0]
        singular = re.sub(r"{{\s*(\w+)\s*}}", r"%(\1)s", singular)
        if "trimmed" in options:
            singular = " ".join(line.strip() for line in singular.strip().splitlines())
        texts.add(singular)
    return texts


def texts_of(room: str) -> set[str]:
    python = [in_python(path.read_text()) for owner, path in files("*.py") if owner == room]
    templates = [
        in_template(path.read_text())
        for pattern in ("*.html", "*.txt")
        for owner, path in files(pattern)
        if owner == room
    ]
    return set().union(*python, *templates)


def test_every_room_with_texts_has_a_catalogue():
    assert [room for room in ROOMS if texts_of(room) and room not in WITH_TEXTS] == []


@pytest.mark.parametrize("room", WITH_TEXTS)
def test_catalogue_holds_every_text_translated_and_no_other(room):
    catalogue = polib.pofile(str(folder(room) / "locale/nl/LC_MESSAGES/django.po"))
    translated = {entry.msgid for entry in catalogue if entry.translated()}

    assert sorted(texts_of(room) - translated) == []
    assert [entry.msgid for entry in catalogue if entry.fuzzy and not entry.obsolete] == []
    migrations = (folder(room) / "migrations").glob("*.py")
    said = texts_of(room).union(*(in_python(path.read_text()) for path in migrations))
    assert sorted(translated - said) == []


def words_of(compiled: gettext.GNUTranslations, entry: polib.POEntry) -> str:
    if entry.msgctxt:
        return compiled.pgettext(entry.msgctxt, entry.msgid)
    return compiled.gettext(entry.msgid)


@pytest.mark.parametrize("room", WITH_TEXTS)
def test_compiled_catalogue_is_the_one_that_was_translated(room):
    place = folder(room) / "locale/nl/LC_MESSAGES"
    with (place / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    stale = [
        entry.msgid
        for entry in polib.pofile(str(place / "django.po"))
        if not entry.obsolete and not entry.msgid_plural and words_of(compiled, entry) != entry.msgstr
    ] + [
        entry.msgid
        for entry in polib.pofile(str(place / "django.po"))
        if not entry.obsolete
        and entry.msgid_plural
        and compiled.ngettext(entry.msgid, entry.msgid_plural, 2) != entry.msgstr_plural[1]
    ]
    assert stale == []


@pytest.mark.parametrize("room", WITH_TEXTS)
def test_translation_keeps_the_placeholders_of_its_text(room):
    place = re.compile(r"%\(\w+\)[sd]|%[sd]")
    catalogue = polib.pofile(str(folder(room) / "locale/nl/LC_MESSAGES/django.po"))

    def translations(entry):
        return [entry.msgstr] if not entry.msgid_plural else list(entry.msgstr_plural.values())

    broken = [
        entry.msgid
        for entry in catalogue
        if not entry.obsolete
        for text in translations(entry)
        if not set(place.findall(text)) <= set(place.findall(entry.msgid + (entry.msgid_plural or "")))
    ]
    assert broken == []


def test_the_same_text_is_translated_the_same_in_every_room():
    said: dict[tuple[str | None, str], dict[str, str]] = {}
    for room in WITH_TEXTS:
        for entry in polib.pofile(str(folder(room) / "locale/nl/LC_MESSAGES/django.po")):
            if not entry.obsolete:
                words = entry.msgstr or str(entry.msgstr_plural)
                said.setdefault((entry.msgctxt, entry.msgid), {})[room] = words

    # The first room in the list of apps would have its way everywhere.
    assert {text: rooms for text, rooms in said.items() if len(set(rooms.values())) > 1} == {}
