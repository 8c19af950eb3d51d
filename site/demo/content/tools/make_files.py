"""Make the tools' documents and spreadsheet, blank and filled, from the texts in sources/.

Run by hand after a text changed; the site itself only reads the files. Needs python-docx and openpyxl:
    uv run --with python-docx --with openpyxl site/demo/content/tools/make_files.py
"""

import re
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

HERE = Path(__file__).parent
INK, BLUE, MIST, EDGE, FONT = "0E2732", "0B4A86", "EFF4F4", "667D86", "Arial"
MADE = datetime(2026, 11, 2, 9, 0)
VARIANTS = {"blank": "leeg", "filled": "ingevuld"}
Text = dict[str, Any]


def save(made: Doc | Workbook, name: str) -> None:
    """Save with one date on every part, so that the same text gives the same bytes."""
    path = HERE / "files" / name
    made.save(str(path))
    with ZipFile(path) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for part, data in parts.items():
            data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + f"{MADE:%FT%TZ}".encode(), data)
            archive.writestr(ZipInfo(part, MADE.timetuple()[:6]), data, ZIP_DEFLATED)


def child(parent: Any, tag: str, **attributes: str) -> Any:
    """Append an XML element; python-docx has no call for these parts."""
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    parent.append(element)
    return element


def set_font(style: Any, size: float, *, bold: bool = False, colour: str = INK) -> None:
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:cs"), FONT)


def style_tables(document: Doc) -> None:
    """Thin grey lines and room around the words, set once for every table."""
    properties = document.styles["Table Grid"].element.find(qn("w:tblPr"))
    for line in properties.find(qn("w:tblBorders")):
        line.set(qn("w:color"), EDGE)
    properties.remove(properties.find(qn("w:tblCellMar")))
    margins = child(properties, "tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        child(margins, side, w="85", type="dxa")


def prepare(text: Text, filled: bool) -> Doc:
    """An empty A4 document with our styles, Dutch as its language and our name on it."""
    document = Document()
    for relation in list(document.part.package.rels.values()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            document.part.package.rels.pop(relation.rId)
    section = document.sections[0]
    short, long = Cm(21), Cm(29.7)
    section.orientation = WD_ORIENT.LANDSCAPE if text["landscape"] else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if text["landscape"] else (short, long)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    set_font(document.styles["Normal"], 10.5)
    document.styles["Normal"].paragraph_format.space_after = Pt(4)
    set_font(document.styles["Footer"], 9)
    for name, size, before in (("Title", 20, 0), ("Heading 1", 14, 16)):
        set_font(document.styles[name], size, bold=True, colour=BLUE)
        document.styles[name].paragraph_format.space_before = Pt(before)
        document.styles[name].paragraph_format.space_after = Pt(4)
    title = document.styles["Title"].element.pPr
    title.remove(title.find(qn("w:pBdr")))
    style_tables(document)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "nl-NL")
    core = document.core_properties
    core.author = core.last_modified_by = "Regiobrug"
    core.title = f"{text['title']} ({VARIANTS['filled' if filled else 'blank']})"
    core.created = core.modified = MADE
    core.language, core.version, core.comments = "nl-NL", text["version"], "Licentie: CC BY 4.0"
    return document


def shade(cell: _Cell, colour: str) -> None:
    child(cell._tc.get_or_add_tcPr(), "shd", val="clear", color="auto", fill=colour)


def write(cell: _Cell, words: str, *, bold: bool = False, size: float = 10) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(words)
    run.bold, run.font.size = bold, Pt(size)


def grid(document: Doc, rows: int, widths: list[float], caption: str, *, header: bool) -> Table:
    """A table with fixed widths, inner margins, a name for screen readers and rows that do not break."""
    table = document.add_table(rows=rows, cols=len(widths))
    table.style, table.autofit = "Table Grid", False
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    look.set(qn("w:firstRow"), str(int(header)))
    look.set(qn("w:firstColumn"), str(int(not header)))
    child(table._tbl.tblPr, "tblCaption", val=caption)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        child(row._tr.get_or_add_trPr(), "cantSplit")
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
    if header:
        child(table.rows[0]._tr.get_or_add_trPr(), "tblHeader")
    return table


def add_table(document: Doc, block: Text, filled: bool, width: float) -> None:
    rows = block["filled"] if filled else [[""] * len(block["columns"])] * block["empty_rows"]
    widths = [width * part / sum(block["widths"]) for part in block["widths"]]
    table = grid(document, len(rows) + 1, widths, block["caption"], header=True)
    for cell, words in zip(table.rows[0].cells, block["columns"], strict=True):
        shade(cell, MIST)
        write(cell, words, bold=True)
    for row, values in zip(table.rows[1:], rows, strict=True):
        if not filled:
            row.height = Cm(block.get("row_height", 1.35))
        for cell, words in zip(row.cells, values, strict=True):
            write(cell, words)


def add_form(document: Doc, block: Text, filled: bool, width: float) -> None:
    table = grid(document, len(block["labels"]), [5.2, width - 5.2], block["heading"], header=False)
    for number, (row, label) in enumerate(zip(table.rows, block["labels"], strict=True)):
        shade(row.cells[0], MIST)
        write(row.cells[0], label, bold=True)
        write(row.cells[1], block["filled"][number] if filled else "")
        row.height = Cm(0.95)


def add_checklist(document: Doc, block: Text, filled: bool, width: float) -> None:
    widths = [1.4, (width - 1.4) * 0.52, (width - 1.4) * 0.48]
    table = grid(document, len(block["items"]) + 1, widths, block["heading"], header=True)
    for cell, words in zip(table.rows[0].cells, block["columns"], strict=True):
        shade(cell, MIST)
        write(cell, words, bold=True)
    for row, (question, answer, done) in zip(table.rows[1:], block["items"], strict=True):
        write(row.cells[0], "☑" if filled and done else "☐", size=13)
        row.cells[0].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        write(row.cells[1], question)
        write(row.cells[2], answer if filled else "")
        row.height = Cm(1.1)


def add_lines(document: Doc, block: Text, filled: bool, width: float) -> None:
    table = grid(document, 1, [width], block["heading"], header=False)
    table.rows[0].height = Cm(block["height"])
    write(table.rows[0].cells[0], block["filled"] if filled else "")


def add_block(document: Doc, block: Text, filled: bool, width: float) -> None:
    heading = document.add_heading(block["heading"], level=1)
    heading.paragraph_format.page_break_before = block.get("new_page", False)
    if "help" in block:
        document.add_paragraph(block["help"]).paragraph_format.keep_with_next = True
    adders = {"table": add_table, "form": add_form, "checklist": add_checklist, "lines": add_lines}
    adders[block["kind"]](document, block, filled, width)


def add_field(paragraph: Paragraph, code: str) -> None:
    for kind in ("begin", "", "end"):
        run = paragraph.add_run()
        if kind:
            child(run._r, "fldChar", fldCharType=kind)
        else:
            child(run._r, "instrText").text = code


def add_footer(document: Doc, text: Text) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.add_run(f"Regiobrug · versie {text['version']} · CC BY 4.0 · bladzijde ")
    add_field(paragraph, "PAGE")
    paragraph.add_run(" van ")
    add_field(paragraph, "NUMPAGES")


def make_document(text: Text, variant: str) -> None:
    filled = variant == "filled"
    document = prepare(text, filled)
    width = 25.7 if text["landscape"] else 17.0
    document.add_paragraph(text["title"], style="Title")
    if filled:
        document.add_paragraph().add_run(text["filled_note"]).bold = True
    document.add_paragraph(text["intro"])
    for block in text["blocks"]:
        add_block(document, block, filled, width)
    add_footer(document, text)
    save(document, f"{text['file']}-{VARIANTS[variant]}.docx")


def dress(sheet: Worksheet, last_row: int, columns: int) -> None:
    """Borders, wrapping, widths, and one landscape page across when printed."""
    edge = Side(style="thin", color=EDGE)
    for row in sheet.iter_rows(min_row=5, max_row=last_row, max_col=columns):
        for cell in row:
            cell.border = Border(left=edge, right=edge, top=edge, bottom=edge)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(name=FONT, size=10, color=INK, bold=cell.row in (5, last_row))
            if cell.row in (5, last_row) or cell.column in (6, 7):
                cell.fill = PatternFill("solid", fgColor=MIST)
    for number, width in enumerate([26, 14, 11, 9, 16, 12, 11, 26, 14, 24], start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row_number in range(5, last_row + 1):
        sheet.row_dimensions[row_number].height = 42 if row_number == 5 else 28
    sheet.freeze_panes, sheet.print_title_rows = "B6", "5:5"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.left.text = "Regiobrug · CC BY 4.0"


def add_sums(sheet: Worksheet, first: int, total: int) -> None:
    for row in range(first, total):
        sheet[f"F{row}"] = f"=C{row}+D{row}*$J$3+E{row}"
        sheet[f"G{row}"] = f'=IF($F${total}=0,"",F{row}/$F${total})'
        sheet[f"G{row}"].number_format = "0%"
    for column in "CDEF":
        sheet[f"{column}{total}"] = f"=SUM({column}{first}:{column}{total - 1})"
    for cell in [f"{column}{row}" for row in range(first, total + 1) for column in "CEF"]:
        sheet[cell].number_format = "#,##0"


def add_choices(sheet: Worksheet, cells: str, words: list[str]) -> None:
    rule = DataValidation(type="list", formula1='"' + ",".join(words) + '"', allow_blank=True)
    rule.errorTitle, rule.error = "Kies uit de lijst", "Kies een van: " + ", ".join(words)
    rule.showErrorMessage = True
    sheet.add_data_validation(rule)
    rule.add(cells)


def make_workbook(text: Text, variant: str) -> None:
    spec, filled = text["sheet"], variant == "filled"
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = spec["name"]
    sheet["A1"], sheet["A2"] = spec["title"], text["filled_note"] if filled else text["intro"]
    sheet["A3"], sheet["I3"], sheet["J3"] = spec["help"], spec["rate_label"], spec["rate"]
    sheet["A1"].font = Font(name=FONT, size=16, bold=True, color=BLUE)
    for cell in ("A2", "A3", "I3", "J3"):
        sheet[cell].font = Font(name=FONT, size=10, color=INK, bold=cell == "I3" or (cell == "A2" and filled))
    sheet["J3"].alignment = Alignment(horizontal="left")
    sheet.append([])
    sheet.append(spec["columns"])
    first, rows = 6, spec["filled"] if filled else [[None] * 8] * spec["empty_rows"]
    total = first + len(rows)
    for values in rows:
        sheet.append([*values[:5], None, None, *values[5:]])
    sheet[f"A{total}"] = spec["total_label"]
    add_sums(sheet, first, total)
    dress(sheet, total, len(spec["columns"]))
    add_choices(sheet, f"B{first}:B{total - 1}", spec["kinds"])
    add_choices(sheet, f"I{first}:I{total - 1}", spec["moments"])
    book.properties.creator = book.properties.lastModifiedBy = "Regiobrug"
    book.properties.title, book.properties.language, book.properties.created = text["title"], "nl-NL", MADE
    save(book, f"{text['file']}-{VARIANTS[variant]}.xlsx")


def main() -> None:
    for source in sorted((HERE / "sources").glob("*.toml")):
        text = tomllib.loads(source.read_text(encoding="utf-8"))
        for variant in VARIANTS:
            make_document(text, variant)
            if "sheet" in text:
                make_workbook(text, variant)


if __name__ == "__main__":
    main()
