"""Exports of the admin as a spreadsheet: times in the zone of the account, and no formulas."""

from datetime import datetime
from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone
from wagtail.admin.views.mixins import SpreadsheetExportMixin

# Characters that begin a formula in a spreadsheet, or that it skips before one.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_as_spreadsheet = SpreadsheetExportMixin.as_spreadsheet


def as_spreadsheet(view: Any, rows: Any, kind: str) -> HttpResponseBase:
    """Write times as the screen does; Wagtail's are in UTC, where just after midnight is the day before.

    Which clock that is, is asked now: the lines of a CSV are made when nobody is logged in any more.
    """
    zone = timezone.get_current_timezone()

    def on_that_clock(moment: datetime) -> datetime:
        return moment if timezone.is_naive(moment) else timezone.make_naive(moment, zone)

    ways = dict.fromkeys(view.FORMATS, on_that_clock)
    view.custom_value_preprocess = {**view.custom_value_preprocess, datetime: ways}
    return _as_spreadsheet(view, rows, kind)


def as_text(value: Any) -> Any:
    """The value with an apostrophe before it when a spreadsheet would take it for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def write_csv_row(view: SpreadsheetExportMixin, writer: Any, row: dict[str, Any]) -> Any:
    """Write a row as Wagtail does, without formulas; in a workbook it sees to that itself."""
    cells = {name: view.preprocess_field_value(name, value, view.FORMAT_CSV) for name, value in row.items()}
    return writer.writerow({name: as_text(value) for name, value in cells.items()})


def override_exports() -> None:
    SpreadsheetExportMixin.as_spreadsheet = as_spreadsheet
    SpreadsheetExportMixin.write_csv_row = write_csv_row
