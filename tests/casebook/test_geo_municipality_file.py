"""A municipalities file is read whole, or refused with every faulty row and the reason."""

import pytest

from casebook.geo.municipality_file import (
    COLUMNS,
    MAX_BYTES,
    SHIPPED_LIST,
    Fault,
    MunicipalityRow,
    ParsedFile,
    parse_municipalities,
    read_municipality_file,
)

HEADER = ",".join(COLUMNS)
ALMERE = "GM0034,Almere,PV24,Flevoland,Flevoland,,CR40,Flevoland,5.2464,52.3671"
ZWOLLE = "GM0193,Zwolle,PV23,Overijssel,Regio Zwolle,,CR10,Noord-Overijssel,6.1032,52.5121"


def file_of(*lines: str, encoding: str = "utf-8") -> bytes:
    """Write a municipalities file with the usual header and these rows."""
    return "\n".join([HEADER, *lines, ""]).encode(encoding)


def faults_of(data: bytes) -> list[tuple[int | None, str]]:
    """Parse a file that must be refused whole, and give its faults."""
    parsed = parse_municipalities(data)
    assert parsed.rows == ()
    return [(fault.line, fault.reason) for fault in parsed.faults]


def test_shipped_list_has_342_municipalities_and_no_fault():
    parsed = read_municipality_file(SHIPPED_LIST)

    assert (len(parsed.rows), parsed.faults) == (342, ())
    assert len({row.labour_market_region for row in parsed.rows}) == 35


def test_row_gives_all_its_values():
    parsed = parse_municipalities(file_of(ALMERE))

    assert parsed == ParsedFile(
        rows=(
            MunicipalityRow(
                code="GM0034",
                name="Almere",
                province_code="PV24",
                province="Flevoland",
                labour_market_region="Flevoland",
                corop_code="CR40",
                corop="Flevoland",
                lon=5.2464,
                lat=52.3671,
            ),
        )
    )


@pytest.mark.parametrize(
    "data",
    [
        file_of(ALMERE, ZWOLLE, encoding="utf-8-sig"),
        file_of(ALMERE, ZWOLLE).replace(b"\n", b"\r\n"),
        file_of(ALMERE, "", ",,,,,,,,,", ZWOLLE),
        file_of(ALMERE, ZWOLLE).replace(b",", b";"),
        file_of(ALMERE, ZWOLLE).replace(b",", b";").replace(b".", b","),
        b"\r\n" + file_of(f'"{ALMERE.replace(",", chr(34) + "," + chr(34))}"', ZWOLLE),
        file_of(ALMERE, ZWOLLE).replace(HEADER.encode(), HEADER.upper().encode()),
    ],
    ids=[
        "byte order mark",
        "CRLF",
        "blank rows",
        "semicolons",
        "decimal comma",
        "quoted",
        "upper case header",
    ],
)
def test_ways_of_writing_give_the_same_rows(data: bytes):
    assert parse_municipalities(data) == parse_municipalities(file_of(ALMERE, ZWOLLE))


def test_columns_in_another_order_with_an_extra_one_give_the_same_rows():
    shuffled = "lat,lon,extra," + ",".join(COLUMNS[:-2]) + "\n52.3671,5.2464,x," + ALMERE.rsplit(",", 2)[0]

    assert parse_municipalities(shuffled.encode()) == parse_municipalities(file_of(ALMERE))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (ALMERE.replace("GM0034", "0034"), "code “0034” must be GM and four digits, such as GM0599"),
        (ALMERE.replace("GM0034", "GM٠٠٣٤"), "code “GM٠٠٣٤” must be GM and four digits, such as GM0599"),
        (ALMERE.replace("Almere", "  "), "the name is empty"),
        (ALMERE.replace("PV24,Flevoland", "PV24,"), "the province is empty"),
        (ALMERE.replace("Almere", "A" * 101), "column name is longer than 100 characters"),
        (ALMERE.replace("Almere", "Al\u202emere"), "column name holds unreadable characters"),
        (ALMERE.replace("5.2464", "oost"), "lon “oost” is not a number of degrees, such as 5.2464"),
        (ALMERE.replace("52.3671", "nan"), "lat “nan” is not a number of degrees, such as 5.2464"),
        (ALMERE.replace("52.3671", ""), "lat “” is not a number of degrees, such as 5.2464"),
        (ALMERE.replace("5.2464", "1e5"), "lon “1e5” is not a number of degrees, such as 5.2464"),
        (ALMERE.replace("52.3671", "48.85"), "lon 5.2464 and lat 48.85 lie outside the Netherlands"),
        (ALMERE.replace("5.2464,52.3671", "52.3671,5.2464"), "lon and lat have changed places"),
        (ALMERE.rsplit(",", 1)[0], "this row has 9 values, the header has 10 columns"),
        (ALMERE + ",x", "this row has 11 values, the header has 10 columns"),
    ],
)
def test_faulty_row_is_named_with_its_line_and_reason(row: str, reason: str, english):
    assert faults_of(file_of(ZWOLLE, row)) == [(3, reason)]


def test_every_faulty_row_is_collected(english):
    data = file_of(
        ALMERE,
        ALMERE,
        ZWOLLE.replace("GM0193", "XX").replace("Zwolle", ""),
        ZWOLLE.rsplit(",", 1)[0],
        ZWOLLE,
    )

    assert faults_of(data) == [
        (3, "code GM0034 already stands on line 2"),
        (4, "code “XX” must be GM and four digits, such as GM0599"),
        (4, "the name is empty"),
        (5, "this row has 9 values, the header has 10 columns"),
    ]


def test_line_numbers_count_lines_of_the_file_not_rows(english):
    over_two_lines = '"GM0034","Al\nmere",PV24,Flevoland,Flevoland,,CR40,Flevoland,5.2464,52.3671'

    assert faults_of(file_of(over_two_lines, ZWOLLE.replace("GM0193", "?"))) == [
        (2, "column name holds unreadable characters"),
        (4, "code “?” must be GM and four digits, such as GM0599"),
    ]


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (b"", None, "The file is empty."),
        (b"\xef\xbb\xbf \r\n\r\n", None, "The file is empty."),
        (HEADER.encode(), None, "The file has a header but no municipalities."),
        (b"code,name\nGM0034,Almere\n", 1, "these columns are missing: " + ", ".join(COLUMNS[2:])),
        (b"code," + HEADER.encode() + b"\n", 1, "these columns stand there twice: code"),
        (file_of('GM0034,"Almere'), 2, "the quotation marks do not match"),
        (
            b"PK\x03\x04\x14\x00\x06",
            None,
            "This is not a text file. Save the sheet as “CSV UTF-8” and try again.",
        ),
        (
            file_of(ALMERE) + b"\0",
            None,
            "This is not a text file. Save the sheet as “CSV UTF-8” and try again.",
        ),
        (
            file_of(ALMERE, ZWOLLE.replace("Zwolle", "Súdwest"), encoding="latin-1"),
            3,
            "the text is not UTF-8. Save the sheet as “CSV UTF-8” and try again",
        ),
        (
            b"x" * (MAX_BYTES + 1),
            None,
            "The file is larger than 2 MB. A list of municipalities is about 30 kB.",
        ),
    ],
    ids=[
        "empty",
        "blank",
        "header only",
        "missing columns",
        "doubled column",
        "open quotation mark",
        "spreadsheet",
        "binary",
        "latin-1",
        "too large",
    ],
)
def test_unusable_file_is_refused_with_one_reason(data: bytes, line: int | None, reason: str, english):
    assert faults_of(data) == [(line, reason)]


def test_file_that_is_not_there_is_refused(tmp_path, english):
    absent = tmp_path / "weg.csv"

    assert read_municipality_file(absent).faults == (Fault(None, f"There is no file {absent}."),)
    assert read_municipality_file(tmp_path).faults == (Fault(None, f"There is no file {tmp_path}."),)


def test_fault_reads_as_a_sentence_with_its_line(english):
    assert str(Fault(3, "the name is empty")) == "Line 3: the name is empty"
    assert str(Fault(None, "The file is empty.")) == "The file is empty."
