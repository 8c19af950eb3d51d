"""Reads a list of municipalities (CSV) and says of every faulty row which one it is and why.

Columns: code, name, province, arbeidsmarktregio; in any order, separated by commas or semicolons, UTF-8
with or without a byte order mark. Other columns are left alone.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from django.utils.translation import gettext as _

SHIPPED_LIST = Path(__file__).parent / "data" / "municipalities.csv"
COLUMNS = ("code", "name", "province", "arbeidsmarktregio")
MAX_BYTES = 2 * 1024 * 1024
MAX_TEXT = 100
CODE = re.compile(r"GM\d{4}", re.ASCII)


@dataclass(frozen=True)
class MunicipalityRow:
    """One municipality as the file gives it."""

    code: str
    name: str
    province: str
    labour_market_region: str


class FaultyFile(Exception):
    """Everything that is wrong with a file, each with the number of its line: a sentence for a person."""

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def read_municipality_file(path: Path) -> list[MunicipalityRow]:
    """Read and check a file on disk; what cannot be opened is a fault like any other."""
    try:
        if not path.is_file():
            raise FaultyFile(_("There is no file %(path)s.") % {"path": path})
        # One byte more than allowed is enough to know, however large the file is.
        with path.open("rb") as file:
            return parse_municipalities(file.read(MAX_BYTES + 1))
    except OSError as error:
        reason = _("The file %(path)s cannot be read: %(error)s.") % {"path": path, "error": error.strerror}
        raise FaultyFile(reason) from None


def parse_municipalities(data: bytes) -> list[MunicipalityRow]:
    """Check every row of a municipalities CSV: gives all of them, or raises every fault that was found."""
    rows: list[MunicipalityRow] = []
    faults: list[str] = []
    first_line_of: dict[str, int] = {}
    records = _records(_decoded(data))
    header = _header(records)
    try:
        for line, found in records:
            if len(found) != len(header):
                text = _("this row has %(found)d values, the header has %(expected)d columns")
                faults.append(_at(line, text % {"found": len(found), "expected": len(header)}))
                continue
            values = dict(zip(header, found, strict=True))
            reasons = _reasons_against(values)
            first = first_line_of.setdefault(values["code"], line)
            if first != line and not reasons:
                already = _("code %(code)s already stands on line %(line)d")
                reasons = [already % {"code": values["code"], "line": first}]
            faults.extend(_at(line, reason) for reason in reasons)
            rows.append(MunicipalityRow(*(values[column] for column in COLUMNS)))
    except FaultyFile as broken_off:
        faults.extend(broken_off.faults)
    if not rows and not faults:
        faults.append(_("The file has a header but no municipalities."))
    if faults:
        raise FaultyFile(*faults)
    return rows


def _at(line: int, reason: str) -> str:
    return _("Line %(line)d: %(reason)s") % {"line": line, "reason": reason}


def _decoded(data: bytes) -> str:
    """Give the text of the file, or refuse what is not a text file in UTF-8."""
    if not data.removeprefix(b"\xef\xbb\xbf").strip(b" \t\r\n,;"):
        raise FaultyFile(_("The file is empty."))
    if len(data) > MAX_BYTES:
        text = _("The file is larger than %(size)d MB. A list of municipalities is about 30 kB.")
        raise FaultyFile(text % {"size": MAX_BYTES // 1024 // 1024})
    if b"\0" in data or data.startswith((b"PK\x03\x04", b"%PDF", b"\x1f\x8b")):
        raise FaultyFile(_("This is not a text file. Save the sheet as “CSV UTF-8” and try again."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        text = _("the text is not UTF-8. Save the sheet as “CSV UTF-8” and try again")
        raise FaultyFile(_at(line, text)) from None


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the values of every row that is not blank, with the line it starts on."""
    first = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for values in reader:
            if any(value.strip() for value in values):
                yield line, [value.strip() for value in values]
            line = reader.line_num + 1
    except csv.Error:
        # After a stray quotation mark nobody can say where the next row starts.
        raise FaultyFile(_at(line, _("the quotation marks do not match"))) from None


def _header(records: Iterator[tuple[int, list[str]]]) -> list[str]:
    """Take the column names off the records, or refuse a column that is missing or doubled."""
    line, values = next(records)
    header = [value.lower() for value in values]
    missing = [column for column in COLUMNS if column not in header]
    doubled = [column for column in COLUMNS if header.count(column) > 1]
    if missing:
        text = _("these columns are missing: %(columns)s") % {"columns": ", ".join(missing)}
        raise FaultyFile(_at(line, text))
    if doubled:
        text = _("these columns stand there twice: %(columns)s") % {"columns": ", ".join(doubled)}
        raise FaultyFile(_at(line, text))
    return header


def _reasons_against(values: dict[str, str]) -> list[str]:
    """List what is wrong with one row by itself, each as a sentence part for a person."""
    reasons = []
    if not CODE.fullmatch(values["code"]):
        shown = "".join(character for character in values["code"][:30] if character.isprintable())
        reasons.append(_("code “%(code)s” must be GM and four digits, such as GM0599") % {"code": shown})
    if not values["name"]:
        reasons.append(_("the name is empty"))
    if not values["province"]:
        reasons.append(_("the province is empty"))
    for column in COLUMNS:
        if len(values[column]) > MAX_TEXT:
            text = _("column %(column)s is longer than %(limit)d characters")
            reasons.append(text % {"column": column, "limit": MAX_TEXT})
        if not values[column].isprintable():
            reasons.append(_("column %(column)s holds unreadable characters") % {"column": column})
    return reasons
