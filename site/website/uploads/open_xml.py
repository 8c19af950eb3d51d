"""Inspects files of Word, Excel and PowerPoint; parts are known by relations and types, never by names."""

import posixpath
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from website.uploads.links import inspect_formula, is_elsewhere, is_local
from website.uploads.open_document import DOCUMENT_TYPES
from website.uploads.package import Package
from website.uploads.refusal import Reason, Refused
from website.uploads.xml_parts import Attributes, read_xml

# The type of the part that the program opens first.
MAIN_TYPES = {
    "docx": "wordprocessingml.document.main+xml",
    "xlsx": "spreadsheetml.sheet.main+xml",
    "pptx": "presentationml.presentation.main+xml",
}
MACRO_TYPES = (
    "macroenabled",
    "vbaproject",
    "vbadata",
    "macrosheet",
    "activex",
    "dialogsheet",
    "attachedtoolbars",
)
OBJECT_TYPES = ("oleobject",)
LINKED_TYPES = ("externallink+xml", "connections+xml", "querytable+xml")
MACRO_RELATIONS = {
    *("vbaproject", "wordvbadata", "xlmacrosheet", "xlintlmacrosheet", "control", "activexcontrolbinary"),
    *("attachedtoolbars", "dialogsheet"),
}
OBJECT_RELATIONS = {"oleobject", "afchunk"}
# Members with these extensions are inspected as office files.
OFFICE_EXTENSIONS = {*MAIN_TYPES, *DOCUMENT_TYPES}
# Shown when the file opens, as a picture in a mail is, but never run.
SHOWN_RELATIONS = {"image", "video", "audio", "media"}
XML_TYPE = re.compile(r"[+/]xml\b")
# ``ppaction://media`` starts the film on a slide.
ACTION_THAT_RUNS = re.compile(r"\s*ppaction://(program|macro|ole)", re.I)
FIELD_THAT_LOADS = re.compile(r"\s*(DDEAUTO|DDE|LINK|DATABASE|INCLUDETEXT|INCLUDE)\b", re.I)
FIELD_WITH_AN_ADDRESS = re.compile(r"\s*(HYPERLINK|INCLUDEPICTURE|IMPORT|RD)\b", re.I)
# Word takes quotes of either shape, and a quote behind a backslash is a letter.
QUOTES = '"“”„'
QUOTED = r'"(?:\\.|[^"\\])*"?|[“”„](?:\\.|[^"“”\\])*["“”]?'
ARGUMENT = re.compile(rf"{QUOTED}|[^\s{QUOTES}]+")
SWITCH = re.compile(r"\\[^\\]")
# After these switches of a link come words: the place in the page, the tip and the window.
SWITCHES_WITH_WORDS = {"\\l", "\\o", "\\t"}
FORMULAS = {
    *("f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula", "totalsRowFormula"),
}


class Relation(NamedTuple):
    kind: str
    target: str
    external: bool


def inspect_open_xml(package: Package, extension: str) -> None:
    """Raise Refused when the package is not of this type, or holds or loads something that acts."""
    types = _types(package)
    for name in package:
        kind = types(name)
        for marks, reason in (
            (MACRO_TYPES, Reason.MACROS),
            (OBJECT_TYPES, Reason.OBJECT),
            (LINKED_TYPES, Reason.LINKED),
        ):
            if any(mark in kind for mark in marks):
                raise Refused(reason, name)
        if XML_TYPE.search(kind) or name.lower().endswith(".xml"):
            _inspect_part(package, name, extension)
    for name in package:
        if name.lower().endswith(".rels"):
            for relation in _relations(package, name):
                _inspect_relation(relation)
    if MAIN_TYPES[extension] not in {_main_type(types(part)) for part in _main_parts(package)}:
        raise Refused(Reason.BROKEN)


def _main_type(kind: str) -> str:
    return kind.rpartition("openxmlformats-officedocument.")[2]


def _types(package: Package) -> Callable[[str], str]:
    """Give the function that tells the type of a part, in small letters."""
    if "[Content_Types].xml" not in package:
        raise Refused(Reason.BROKEN)
    by_extension: dict[str, str] = {}
    by_name: dict[str, str] = {}

    for element, attributes in package.elements("[Content_Types].xml"):
        kind = attributes.get("ContentType", "").lower()
        if element == "Default":
            by_extension[attributes.get("Extension", "").lower()] = kind
        elif element == "Override":
            by_name[attributes.get("PartName", "").lower().lstrip("/")] = kind

    def kind_of(name: str) -> str:
        low = name.lower()
        return by_name.get(low) or by_extension.get(low.rpartition(".")[2], "")

    return kind_of


def _relations(package: Package, name: str) -> Iterator[Relation]:
    for element, attributes in package.elements(name):
        if element == "Relationship":
            kind = attributes.get("Type", "").rpartition("/")[2].lower()
            external = attributes.get("TargetMode", "").lower() == "external"
            yield Relation(kind, attributes.get("Target", ""), external)


def _main_parts(package: Package) -> Iterator[str]:
    if "_rels/.rels" not in package:
        raise Refused(Reason.BROKEN)
    names = {name.lower(): name for name in package}
    for relation in _relations(package, "_rels/.rels"):
        if relation.kind == "officedocument":
            target = posixpath.normpath(relation.target.replace("\\", "/")).lstrip("/")
            if target.lower() in names:
                yield names[target.lower()]


def _inspect_relation(relation: Relation) -> None:
    if relation.kind in MACRO_RELATIONS:
        raise Refused(Reason.MACROS, relation.target)
    if relation.kind in OBJECT_RELATIONS or (
        relation.kind == "package" and relation.target.lower().rpartition(".")[2] not in OFFICE_EXTENSIONS
    ):
        raise Refused(Reason.OBJECT, relation.target)
    if not relation.external:
        return
    if relation.kind == "hyperlink" or relation.kind in SHOWN_RELATIONS:
        if is_local(relation.target):
            raise Refused(Reason.LOCAL_LINK, relation.target)
    # Every letter made from a template holds its path on the disk of the writer.
    elif relation.kind != "attachedtemplate" or is_elsewhere(relation.target):
        raise Refused(Reason.LINKED, relation.target)


def _inspect_part(package: Package, name: str, extension: str) -> None:
    """Look at the actions of links, and at fields of Word or formulas of Excel, which come in pieces."""
    gathered, first, inspect = TEXTS[extension]
    pieces: list[str] = []
    inside = False

    def start(element: str, attributes: Attributes) -> None:
        nonlocal inside
        inside = element in gathered
        if element in first:
            inspect("".join(pieces))
            pieces.clear()
        if element == "fldSimple":
            inspect_field(attributes.get("instr", ""))
        elif element.startswith("hlink") and ACTION_THAT_RUNS.match(attributes.get("action", "")):
            raise Refused(Reason.MACROS, attributes["action"])

    def text(piece: str) -> None:
        if inside:
            pieces.append(piece)

    read_xml(package.budget, package.chunks(name), start, text)
    inspect("".join(pieces))


def inspect_field(code: str) -> None:
    """Look at the code of a field of Word: ``DDE`` asks a program for its data."""
    if FIELD_THAT_LOADS.match(code):
        raise Refused(Reason.LINKED, code)
    field = FIELD_WITH_AN_ADDRESS.match(code)
    if field is None:
        return
    link, switch = field[1].upper() == "HYPERLINK", ""
    for argument in ARGUMENT.findall(code[field.end() :]):
        before, switch = switch, argument.lower() if SWITCH.fullmatch(argument) else ""
        address = argument.strip(QUOTES)
        if not switch and not (link and before in SWITCHES_WITH_WORDS) and is_local(address):
            raise Refused(Reason.LOCAL_LINK, address)


FIELD_CODES = ({"instrText", "delInstrText"}, {"fldChar"}, inspect_field)
# By type: the elements whose text is gathered, the elements before which it is inspected, and the inspector.
TEXTS = {"docx": FIELD_CODES, "pptx": FIELD_CODES, "xlsx": (FORMULAS, FORMULAS, inspect_formula)}
