"""A municipalities file is read whole, or refused with every faulty row and the reason."""

import pytest

from casebook.geo.municipality_file import (
    COLUMNS,
    MAX_BYTES,
    SHIPPED_LIST,
    FaultyFile,
    MunicipalityRow,
    parse_municipalities,
    read_municipality_file,
)

HEADER = ",".join(COLUMNS)
ALMERE = "GM0034,Almere,Flevoland,Flevoland"
ZWOLLE = "GM0193,Zwolle,Overijssel,Regio Zwolle"


def file_of(*lines: str, encoding: str = "utf-8") -> bytes:
    """Write a municipalities file with the usual header and these rows."""
    return "\n".join([HEADER, *lines, ""]).encode(encoding)


def faults_of(data: bytes) -> list[str]:
    """Parse a file that must be refused whole, and give its faults."""
    with pytest.raises(FaultyFile) as caught:
        parse_municipalities(data)
    return list(caught.value.faults)


def test_shipped_list_has_342_municipalities_and_no_fault():
    rows = read_municipality_file(SHIPPED_LIST)

    assert len(rows) == 342
    assert len({row.labour_market_region for row in rows}) == 35


def test_row_gives_all_its_values():
    assert parse_municipalities(file_of(ALMERE)) == [
        MunicipalityRow(code="GM0034", name="Almere", province="Flevoland", labour_market_region="Flevoland")
    ]


@pytest.mark.parametrize(
    "data",
    [
        file_of(ALMERE, ZWOLLE, encoding="utf-8-sig"),
        file_of(ALMERE, ZWOLLE).replace(b"\n", b"\r\n"),
        file_of(ALMERE, "", ",,,", ZWOLLE),
        file_of(ALMERE, ZWOLLE).replace(b",", b";"),
        b"\r\n" + file_of(f'"{ALMERE.replace(",", chr(34) + "," + chr(34))}"', ZWOLLE),
        file_of(ALMERE, ZWOLLE).replace(HEADER.encode(), HEADER.upper().encode()),
    ],
    ids=[
        "byte order mark",
        "CRLF",
        "blank rows",
        "semicolons",
        "quoted",
        "upper case header",
    ],
)
def test_ways_of_writing_give_the_same_rows(data: bytes):
    assert parse_municipalities(data) == parse_municipalities(file_of(ALMERE, ZWOLLE))


def test_columns_in_another_order_with_an_extra_one_give_the_same_rows():
    shuffled = "name,lon,code,province,arbeidsmarktregio\nAlmere,5.2464,GM0034,Flevoland,Flevoland"

    assert parse_municipalities(shuffled.encode()) == parse_municipalities(file_of(ALMERE))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (ALMERE.replace("GM0034", "0034"), "code “0034” must be GM and four digits, such as GM0599"),
        (ALMERE.replace("GM0034", "GM٠٠٣٤"), "code “GM٠٠٣٤” must be GM and four digits, such as GM0599"),
        (ALMERE.replace("Almere", "  "), "the name is empty"),
        (ALMERE.replace("Almere,Flevoland", "Almere,"), "the province is empty"),
        (ALMERE.replace("Almere", "A" * 101), "column name is longer than 100 characters"),
        (ALMERE.replace("Almere", "Al\u202emere"), "column name holds unreadable characters"),
        (ALMERE.rsplit(",", 1)[0], "this row has 3 values, the header has 4 columns"),
        (ALMERE + ",x", "this row has 5 values, the header has 4 columns"),
    ],
)
def test_faulty_row_is_named_with_its_line_and_reason(row: str, reason: str, english):
    assert faults_of(file_of(ZWOLLE, row)) == [f"Line 3: {reason}"]


def test_every_faulty_row_is_collected(english):
    data = file_of(
        ALMERE,
        ALMERE,
        ZWOLLE.replace("GM0193", "XX").replace("Zwolle", ""),
        ZWOLLE.rsplit(",", 1)[0],
        ZWOLLE,
    )

    assert faults_of(data) == [
        "Line 3: code GM0034 already stands on line 2",
        "Line 4: code “XX” must be GM and four digits, such as GM0599",
        "Line 4: the name is empty",
        "Line 5: this row has 3 values, the header has 4 columns",
    ]


def test_line_numbers_count_lines_of_the_file_not_rows(english):
    over_two_lines = '"GM0034","Al\nmere",Flevoland,Flevoland'

    assert faults_of(file_of(over_two_lines, ZWOLLE.replace("GM0193", "?"))) == [
        "Line 2: column name holds unreadable characters",
        "Line 4: code “?” must be GM and four digits, such as GM0599",
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "The file is empty."),
        (b"\xef\xbb\xbf \r\n\r\n", "The file is empty."),
        (HEADER.encode(), "The file has a header but no municipalities."),
        (b"code,name\nGM0034,Almere\n", "Line 1: these columns are missing: " + ", ".join(COLUMNS[2:])),
        (b"code," + HEADER.encode() + b"\n", "Line 1: these columns stand there twice: code"),
        (file_of('GM0034,"Almere'), "Line 2: the quotation marks do not match"),
        (
            b"PK\x03\x04\x14\x00\x06",
            "This is not a text file. Save the sheet as “CSV UTF-8” and try again.",
        ),
        (
            file_of(ALMERE) + b"\0",
            "This is not a text file. Save the sheet as “CSV UTF-8” and try again.",
        ),
        (
            file_of(ALMERE, ZWOLLE.replace("Zwolle", "Súdwest"), encoding="latin-1"),
            "Line 3: the text is not UTF-8. Save the sheet as “CSV UTF-8” and try again",
        ),
        (
            b"x" * (MAX_BYTES + 1),
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
def test_unusable_file_is_refused_with_one_reason(data: bytes, reason: str, english):
    assert faults_of(data) == [reason]


def test_file_that_is_not_there_is_refused(tmp_path, english):
    for path in (tmp_path / "weg.csv", tmp_path):
        with pytest.raises(FaultyFile) as caught:
            read_municipality_file(path)

        assert caught.value.faults == (f"There is no file {path}.",)
