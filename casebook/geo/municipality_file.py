"""Reads a list of municipalities (CSV) and says of every faulty row which one it is and why.

Columns: code, name, province_code, province, arbeidsmarktregio, rmc, corop_code, corop, lon, lat; in
any order, separated by commas or semicolons, UTF-8 with or without a byte order mark. Longitude and
latitude are degrees (WGS 84) of a point inside the municipality. Other columns are left alone.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from django.utils.translation import gettext as _

from casebook.geo.projection import lies_in_the_netherlands

SHIPPED_LIST = Path(__file__).parent / "data" / "municipalities.csv"
COLUMNS = (
    "code",
    "name",
    "province_code",
    "province",
    "arbeidsmarktregio",
    "rmc",
    "corop_code",
    "corop",
    "lon",
    "lat",
)
MAX_BYTES = 2 * 1024 * 1024
MAX_TEXT = 100
CODE = re.compile(r"GM\d{4}", re.ASCII)
NUMBER = re.compile(r"-?\d{1,3}([.,]\d{1,12})?", re.ASCII)


@dataclass(frozen=True)
class MunicipalityRow:
    """One municipality as the file gives it; lon and lat in degrees."""

    code: str
    name: str
    province_code: str
    province: str
    labour_market_region: str
    corop_code: str
    corop: str
    lon: float
    lat: float


@dataclass(frozen=True)
class Fault:
    """Something wrong: the line of the file (1 is the header; None is the file as a whole) and why."""

    line: int | None
    reason: str

    def __str__(self) -> str:
        if self.line is None:
            return self.reason
        return _("Line %(line)d: %(reason)s") % {"line": self.line, "reason": self.reason}


@dataclass(frozen=True)
class ParsedFile:
    """Either all rows and no faults, or all faults and no rows."""

    rows: tuple[MunicipalityRow, ...] = ()
    faults: tuple[Fault, ...] = ()


class _Refused(Exception):
    """The file as a whole, or its reading from some line on, cannot be used."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.fault = Fault(line, reason)


def read_municipality_file(path: Path) -> ParsedFile:
    """Read and check a file on disk; what cannot be opened is a fault like any other."""
    try:
        if not path.is_file():
            return ParsedFile(faults=(Fault(None, _("There is no file %(path)s.") % {"path": path}),))
        # One byte more than allowed is enough to know, however large the file is.
        with path.open("rb") as file:
            return parse_municipalities(file.read(MAX_BYTES + 1))
    except OSError as error:
        reason = _("The file %(path)s cannot be read: %(error)s.") % {"path": path, "error": error.strerror}
        return ParsedFile(faults=(Fault(None, reason),))


def parse_municipalities(data: bytes) -> ParsedFile:
    """Check every row of a municipalities CSV: gives all of them, or every fault that was found."""
    rows: list[MunicipalityRow] = []
    faults: list[Fault] = []
    first_line_of: dict[str, int] = {}
    try:
        records = _records(_decoded(data))
        header = _header(records)
        for line, found in records:
            if len(found) != len(header):
                faults.append(Fault(line, _reason_against_width(found, header)))
                continue
            values = dict(zip(header, found, strict=True))
            reasons = _reasons_against(values) or _reasons_against_doubling(values, first_line_of)
            first_line_of.setdefault(values["code"], line)
            faults.extend(Fault(line, reason) for reason in reasons)
            if not reasons:
                rows.append(_row(values))
    except _Refused as refused:
        faults.append(refused.fault)
    if not rows and not faults:
        faults.append(Fault(None, _("The file has a header but no municipalities.")))
    return ParsedFile(faults=tuple(faults)) if faults else ParsedFile(rows=tuple(rows))


def _decoded(data: bytes) -> str:
    """Give the text of the file, or refuse what is not a text file in UTF-8."""
    if not data.removeprefix(b"\xef\xbb\xbf").strip(b" \t\r\n,;"):
        raise _Refused(_("The file is empty."))
    if len(data) > MAX_BYTES:
        raise _Refused(
            _("The file is larger than %(size)d MB. A list of municipalities is about 30 kB.")
            % {"size": MAX_BYTES // 1024 // 1024}
        )
    if b"\0" in data or data.startswith((b"PK\x03\x04", b"%PDF", b"\x1f\x8b")):
        raise _Refused(_("This is not a text file. Save the sheet as “CSV UTF-8” and try again."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _Refused(
            _("the text is not UTF-8. Save the sheet as “CSV UTF-8” and try again"),
            line=data[: error.start].count(b"\n") + 1,
        ) from None


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
        raise _Refused(_("the quotation marks do not match"), line=line) from None


def _header(records: Iterator[tuple[int, list[str]]]) -> list[str]:
    """Take the column names off the records, or refuse a column that is missing or doubled."""
    line, values = next(records)
    header = [value.lower() for value in values]
    missing = [column for column in COLUMNS if column not in header]
    if missing:
        raise _Refused(
            _("these columns are missing: %(columns)s") % {"columns": ", ".join(missing)}, line=line
        )
    doubled = [column for column in COLUMNS if header.count(column) > 1]
    if doubled:
        raise _Refused(
            _("these columns stand there twice: %(columns)s") % {"columns": ", ".join(doubled)}, line=line
        )
    return header


def _reasons_against_doubling(values: dict[str, str], first_line_of: dict[str, int]) -> list[str]:
    if values["code"] not in first_line_of:
        return []
    return [
        _("code %(code)s already stands on line %(line)d")
        % {"code": values["code"], "line": first_line_of[values["code"]]}
    ]


def _reason_against_width(found: list[str], header: list[str]) -> str:
    return _("this row has %(found)d values, the header has %(expected)d columns") % {
        "found": len(found),
        "expected": len(header),
    }


def _reasons_against(values: dict[str, str]) -> list[str]:
    """List what is wrong with one row by itself, each as a sentence part for a person."""
    reasons = []
    if not CODE.fullmatch(values["code"]):
        reasons.append(
            _("code “%(code)s” must be GM and four digits, such as GM0599") % {"code": _shown(values["code"])}
        )
    if not values["name"]:
        reasons.append(_("the name is empty"))
    if not values["province"]:
        reasons.append(_("the province is empty"))
    for column in COLUMNS:
        if len(values[column]) > MAX_TEXT:
            reasons.append(
                _("column %(column)s is longer than %(limit)d characters")
                % {"column": column, "limit": MAX_TEXT}
            )
        if not values[column].isprintable():
            reasons.append(_("column %(column)s holds unreadable characters") % {"column": column})
    return reasons + _reasons_against_place(values)


def _reasons_against_place(values: dict[str, str]) -> list[str]:
    wrong = [column for column in ("lon", "lat") if not NUMBER.fullmatch(values[column])]
    if wrong:
        return [
            _("%(column)s “%(value)s” is not a number of degrees, such as 5.2464")
            % {"column": column, "value": _shown(values[column])}
            for column in wrong
        ]
    lon, lat = _degrees(values["lon"]), _degrees(values["lat"])
    if lies_in_the_netherlands(lon=lon, lat=lat):
        return []
    if lies_in_the_netherlands(lon=lat, lat=lon):
        return [_("lon and lat have changed places")]
    return [_("lon %(lon)s and lat %(lat)s lie outside the Netherlands") % {"lon": lon, "lat": lat}]


def _row(values: dict[str, str]) -> MunicipalityRow:
    return MunicipalityRow(
        code=values["code"],
        name=values["name"],
        province_code=values["province_code"],
        province=values["province"],
        labour_market_region=values["arbeidsmarktregio"],
        corop_code=values["corop_code"],
        corop=values["corop"],
        lon=_degrees(values["lon"]),
        lat=_degrees(values["lat"]),
    )


def _degrees(value: str) -> float:
    """Read degrees with a decimal point or the comma of a Dutch spreadsheet."""
    return float(value.replace(",", "."))


def _shown(value: str) -> str:
    """Shorten a value for a message and leave out what a screen cannot show."""
    return "".join(character for character in value[:30] if character.isprintable())
