"""Refuses office files with programs, hidden objects or content loaded from elsewhere."""

import io
import re
from pathlib import PurePosixPath
from typing import BinaryIO

from website.uploads.open_document import inspect_open_document
from website.uploads.open_xml import MAIN_TYPES, OFFICE_EXTENSIONS, inspect_open_xml
from website.uploads.package import Package
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
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"Rar!",
    b"7z\xbc\xaf",
    b"L\x00\x00\x00\x01\x14\x02\x00",
    b"\xca\xfe\xba\xbe",
)
# The first bytes of a compound file: macros, objects of other programs, and old office files.
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The beginning of an archive: with members, without any, or in several volumes.
ARCHIVE_BYTES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
PASSWORD_MARK = "EncryptedPackage".encode("utf-16-le")


def inspect_office(file: BinaryIO, extension: str, budget: Budget, depth: int = 0) -> None:
    """Raise Refused when an office file is not what its name says or may harm who opens it."""
    file.seek(0)
    if file.read(len(COMPOUND)) == COMPOUND and PASSWORD_MARK in file.read():
        raise Refused(Reason.PASSWORD)
    package = Package(file, budget)
    for name in package:
        _inspect_member(package, name, depth)
    if extension in MAIN_TYPES:
        inspect_open_xml(package, extension)
    else:
        inspect_open_document(package, extension)


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
        inspect_office(io.BytesIO(package.read(name)), extension, package.budget, depth + 1)
