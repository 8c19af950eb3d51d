"""Dates as people type them in the admin: the day first, in figures or with the name of the month."""

import re
from datetime import date
from typing import Any

from django.db import models
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

IN_WORDS = re.compile(r"\s*(\d{1,2})\s+([^\W\d]+)\.?\s+(\d{4})(\s+\S+)?\s*")


def in_figures(typed: Any) -> Any:
    """Give “3 maart 2026” as “03-03-2026”; anything else, and days that do not exist, as it was."""
    found = IN_WORDS.fullmatch(typed) if isinstance(typed, str) else None
    if not found:
        return typed
    day, name, year, time = found.groups()
    for number in MONTHS:
        if name.casefold() in {str(MONTHS[number]).casefold(), str(MONTHS_3[number]).casefold()}:
            try:
                return f"{date(int(year), number, int(day)):%d-%m-%Y}{time or ''}"
            except ValueError:
                return typed
    return typed


class DateInput(AdminDateInput):
    """A date; its picker is Wagtail's."""

    def __init__(self, attrs: dict[str, Any] | None = None, format: str | None = None) -> None:
        super().__init__({"placeholder": _("dd-mm-yyyy"), **(attrs or {})}, format)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What was typed, with the month in figures."""
        return in_figures(super().value_from_datadict(data, files, name))


class DateTimeInput(AdminDateTimeInput):
    """A date and time; its picker is Wagtail's."""

    def __init__(self, attrs: dict[str, Any] | None = None, **options: Any) -> None:
        super().__init__({"placeholder": _("dd-mm-yyyy hh:mm"), **(attrs or {})}, **options)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What was typed, with the month in figures."""
        return in_figures(super().value_from_datadict(data, files, name))


def take_the_place_of_wagtails() -> None:
    """Use these in every form of the admin."""
    register_form_field_override(
        models.DateField,
        override={
            "widget": DateInput,
            "error_messages": {"invalid": _("Write a day that exists, for example 1-3-2026.")},
        },
    )
    register_form_field_override(
        models.DateTimeField,
        override={
            "widget": DateTimeInput,
            "error_messages": {"invalid": _("Write a day and time that exist, for example 1-3-2026 14:30.")},
        },
    )
