"""Lists and reports taken out of the admin as a spreadsheet: their times are on the clock of the account."""

from datetime import datetime
from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone
from wagtail.admin.views.mixins import SpreadsheetExportMixin

_as_spreadsheet = SpreadsheetExportMixin.as_spreadsheet


def as_spreadsheet(view: Any, rows: Any, kind: str) -> HttpResponseBase:
    """Write times as the screen does; Wagtail's are in UTC, where just after midnight is the day before.

    Which clock that is, is asked now: the lines of a CSV are made when nobody is logged in any more.
    """
    zone = timezone.get_current_timezone()

    def in_csv(moment: datetime) -> str:
        here = moment if timezone.is_naive(moment) else timezone.localtime(moment, zone)
        return here.isoformat(sep=" ", timespec="seconds")

    def in_xlsx(moment: datetime) -> datetime:
        return moment if timezone.is_naive(moment) else timezone.make_naive(moment, zone)

    ways = {view.FORMAT_CSV: in_csv, view.FORMAT_XLSX: in_xlsx}
    view.custom_value_preprocess = {**view.custom_value_preprocess, datetime: ways}
    return _as_spreadsheet(view, rows, kind)


def use_account_clock() -> None:
    """Use this in every list and report of the admin."""
    SpreadsheetExportMixin.as_spreadsheet = as_spreadsheet
