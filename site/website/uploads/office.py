"""Refuses office files with programs, hidden objects or content loaded from elsewhere."""

import re
from pathlib import PurePosixPath

from website.uploads.links import inspect_formula, is_elsewhere, is_local, is_outside
from website.uploads.open_xml import inspect_open_xml
from website.uploads.package import DOCUMENT_TYPES, MAIN_TYPES, OFFICE_EXTENSIONS, Package
from website.uploads.refusal import Budget, Reason, Refused

# A chart keeps its figures in a workbook of its own, which is inspected too; nothing is deeper.
DEEPEST = 2
PROGRAM_NAMES = re.compile(
    r"\.(exe|dll|com|scr|pif|cpl|msi|msp|jar|hta|lnk|url|js|jse|vbs|vbe|ws[cfh]|sct|bat|cmd|ps1|psm1|reg"
    r"|chm|hlp|inf|iso|img|vhdx?|appref-ms|application|gadget|xll|settingcontent-ms|sh|py|html?|mht|mhtml)$",
    re.I,
)
MACRO_NAMES = re.compile(r"(^|/)(vbaproject|vbadata|macrosheets/|activex/)|^(basic|scripts)/", re.I)
# The first bytes of programs, archives and shortcuts, whatever their names are.
PROGRAM_BYTES = (
    *(b"MZ", b"\x7fELF", b"#!", b"Rar!", b"7z\xbc\xaf"),
    *(b"L\x00\x00\x00\x01\x14\x02\x00", b"\xca\xfe\xba\xbe"),
)
# The first bytes of a compound file: macros, objects of other programs, and old office files.
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The beginning of an archive: with members, without any, or in several volumes.
ARCHIVE_BYTES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
PASSWORD_MARK = "EncryptedPackage".encode("utf-16-le")

# Elements of LibreOffice that act.
ACTING = {
    **dict.fromkeys(("dde-source", "dde-connection-decl"), Reason.LINKED),
    "applet": Reason.OBJECT,
    "script": Reason.MACROS,
    "submission": Reason.ACTION,
}
# The elements that load their target into the document without a click, and where it may not be.
LOADING = (
    *("object", "object-ole", "floating-frame", "section-source", "table-source", "cell-range-source"),
    *("auto-reload", "connection-resource", "change-track-table-cell"),
)
LINKS = {**dict.fromkeys(LOADING, (is_outside, Reason.LINKED)), "template": (is_elsewhere, Reason.LINKED)}
LISTENER_ACTIONS = {"execute", "macro", "verb"}
FORMULAS = {"formula", "expression", "condition"}


def inspect_office(content: bytes, extension: str, budget: Budget, depth: int = 0) -> None:
    """Raise Refused when an office file is not what its name says or may harm who opens it."""
    if content.startswith(COMPOUND) and PASSWORD_MARK in content:
        raise Refused(Reason.PASSWORD)
    package = Package(content, budget)
    for name in package.members:
        _inspect_member(package, name, depth)
    if extension in MAIN_TYPES:
        inspect_open_xml(package, extension)
    else:
        _inspect_open_document(package, extension)


def _inspect_member(package: Package, name: str, depth: int) -> None:
    if PROGRAM_NAMES.search(name) or MACRO_NAMES.search(name):
        raise Refused(Reason.MACROS, name)
    start = package.begin(name, 8)
    if start.startswith(PROGRAM_BYTES):
        raise Refused(Reason.MACROS, name)
    if start == COMPOUND:
        raise Refused(Reason.OBJECT, name)
    # An archive may have something before its beginning, and still opens by its name.
    extension = PurePosixPath(name).suffix.lstrip(".").lower()
    packed, named = start.startswith(ARCHIVE_BYTES), extension in OFFICE_EXTENSIONS
    if packed != named or (packed and depth == DEEPEST):
        raise Refused(Reason.OBJECT, name)
    if packed:
        inspect_office(b"".join(package.chunks(name)), extension, package.budget, depth + 1)


def _inspect_open_document(package: Package, extension: str) -> None:
    if "mimetype" not in package.members:
        raise Refused(Reason.BROKEN)
    if package.begin("mimetype", 200).decode("ascii", "replace").strip() != DOCUMENT_TYPES[extension]:
        raise Refused(Reason.BROKEN)
    manifest = "META-INF/manifest.xml"
    if manifest in package.members and any(
        name == "encryption-data" for name, _attributes, _texts in package.elements(manifest)
    ):
        raise Refused(Reason.PASSWORD)
    if "content.xml" not in package.members:
        raise Refused(Reason.BROKEN)
    for part in package.members:
        if part.lower().endswith(".xml") and not part.startswith("META-INF/"):
            for name, attributes, _texts in package.elements(part):
                _inspect_element(name, attributes)


def _inspect_element(element: str, attributes: dict[str, str]) -> None:
    if element in ACTING:
        raise Refused(ACTING[element], element)
    if element == "event-listener" and (
        "macro-name" in attributes or attributes.get("action") in LISTENER_ACTIONS
    ):
        raise Refused(Reason.MACROS)
    for name, value in attributes.items():
        if name in FORMULAS or (name == "value" and element == "condition"):
            inspect_formula(value)
    href = attributes.get("href")
    if href and element == "form":
        raise Refused(Reason.ACTION, href)
    if href and href.lower().startswith(("vnd.sun.star.script:", "macro:", "script:", "javascript:")):
        raise Refused(Reason.MACROS, href)
    leads_away, reason = LINKS.get(element, (is_local, Reason.LOCAL_LINK))
    if href and leads_away(href):
        raise Refused(reason, href)
