"""Lists of the admin as CSV: what somebody typed is text, also for who opens the file in a spreadsheet."""

from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

# What a spreadsheet takes for the beginning of a formula, or leaves out before it.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_text(value: Any) -> Any:
    """The value with the sign before it by which a spreadsheet shows it as it is written."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def write_csv_row(view: SpreadsheetExportMixin, writer: Any, row: dict[str, Any]) -> Any:
    """Write a row as Wagtail does, without formulas; in a workbook it sees to that itself."""
    cells = {name: view.preprocess_field_value(name, value, view.FORMAT_CSV) for name, value in row.items()}
    return writer.writerow({name: as_text(value) for name, value in cells.items()})


def take_the_place_of_wagtails() -> None:
    """Write every row of every list so."""
    SpreadsheetExportMixin.write_csv_row = write_csv_row
