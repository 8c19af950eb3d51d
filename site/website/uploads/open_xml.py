"""Inspects files of Word, Excel and PowerPoint; parts are known by relations and types, never by names."""

import posixpath
import re
from collections.abc import Iterator

from website.uploads.links import inspect_formula, is_elsewhere, is_local
from website.uploads.package import MAIN_TYPES, OFFICE_EXTENSIONS, Package
from website.uploads.refusal import Reason, Refused

# Refused are parts whose type holds one of these, and relations of these kinds.
REFUSED_TYPES = {
    **dict.fromkeys(("macroenabled", "vbaproject", "vbadata", "macrosheet", "activex"), Reason.MACROS),
    **dict.fromkeys(("dialogsheet", "attachedtoolbars"), Reason.MACROS),
    "oleobject": Reason.OBJECT,
    **dict.fromkeys(("externallink+xml", "connections+xml", "querytable+xml"), Reason.LINKED),
}
REFUSED_RELATIONS = {
    **dict.fromkeys(("vbaproject", "wordvbadata", "xlmacrosheet", "xlintlmacrosheet"), Reason.MACROS),
    **dict.fromkeys(("control", "activexcontrolbinary", "attachedtoolbars", "dialogsheet"), Reason.MACROS),
    **dict.fromkeys(("oleobject", "afchunk"), Reason.OBJECT),
}
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
    *("f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula", "totalsRowFormula")
}


def inspect_open_xml(package: Package, extension: str) -> None:
    """Raise Refused when the package is not of this type, or holds or loads something that acts."""
    types = _types(package)
    for name, kind in types.items():
        for mark, reason in REFUSED_TYPES.items():
            if mark in kind:
                raise Refused(reason, name)
        if XML_TYPE.search(kind) or name.lower().endswith(".xml"):
            _inspect_part(package, name, extension)
    opened = set()
    for source, kind, target, external in _relations(package):
        _inspect_relation(kind, target, external)
        if source == "_rels/.rels" and kind == "officedocument":
            opened.add(posixpath.normpath(target.replace("\\", "/")).lstrip("/").lower())
    main = MAIN_TYPES[extension]
    if not any(name.lower() in opened and kind.endswith(main) for name, kind in types.items()):
        raise Refused(Reason.BROKEN)


def _types(package: Package) -> dict[str, str]:
    if "[Content_Types].xml" not in package.members:
        raise Refused(Reason.BROKEN)
    by_extension: dict[str, str] = {}
    by_name: dict[str, str] = {}
    for element, attributes, _texts in package.elements("[Content_Types].xml"):
        kind = attributes.get("ContentType", "").lower()
        if element == "Default":
            by_extension[attributes.get("Extension", "").lower()] = kind
        elif element == "Override":
            by_name[attributes.get("PartName", "").lower().lstrip("/")] = kind
    return {
        name: by_name.get(name.lower()) or by_extension.get(name.lower().rpartition(".")[2], "")
        for name in package.members
    }


def _relations(package: Package) -> Iterator[tuple[str, str, str, bool]]:
    """Every relation: the part that says so, its kind, its target, and whether that is outside the file."""
    for name in package.members:
        if name.lower().endswith(".rels"):
            for element, attributes, _texts in package.elements(name):
                if element == "Relationship":
                    kind = attributes.get("Type", "").rpartition("/")[2].lower()
                    external = attributes.get("TargetMode", "").lower() == "external"
                    yield name, kind, attributes.get("Target", ""), external


def _inspect_relation(kind: str, target: str, external: bool) -> None:
    if kind in REFUSED_RELATIONS:
        raise Refused(REFUSED_RELATIONS[kind], target)
    if kind == "package" and target.lower().rpartition(".")[2] not in OFFICE_EXTENSIONS:
        raise Refused(Reason.OBJECT, target)
    if not external:
        return
    if kind == "hyperlink" or kind in SHOWN_RELATIONS:
        if is_local(target):
            raise Refused(Reason.LOCAL_LINK, target)
    # Every letter made from a template holds its path on the disk of the writer.
    elif kind != "attachedtemplate" or is_elsewhere(target):
        raise Refused(Reason.LINKED, target)


def _inspect_part(package: Package, name: str, extension: str) -> None:
    """Inspect the actions of links, formulas of Excel, and fields of Word, whose code comes in pieces."""
    code = ""
    for element, attributes, texts in package.elements(name):
        if extension == "xlsx" and element in FORMULAS:
            inspect_formula("".join(texts))
        elif element in {"instrText", "delInstrText"}:
            code += "".join(texts)
        elif element == "fldChar":
            inspect_field(code)
            code = ""
        elif element == "fldSimple":
            inspect_field(attributes.get("instr", ""))
        elif element.startswith("hlink") and ACTION_THAT_RUNS.match(attributes.get("action", "")):
            raise Refused(Reason.MACROS, attributes["action"])
    inspect_field(code)


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
