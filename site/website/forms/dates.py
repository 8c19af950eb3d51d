"""Dates as people type them in the admin: the day first, in figures or with the name of the month."""

import re
from datetime import date, datetime, tzinfo
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.translation import gettext_lazy as _
from wagtail.admin.compare import FieldComparison, register_comparison_class
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

IN_WORDS = re.compile(r"\s*(\d{1,2})\s+([^\W\d]+)\.?\s+(\d{4})(\s+\S+)?\s*")
# From the first municipalities on. A year outside these is a typing error, and time zones fail at the ends of
# the calendar.
YEARS = range(1800, 2200)
# As Dutch says it: “om 14.30 uur”, “14 uur”.
WITH_CLOCK = re.compile(r"(.*\d)\s+(?:om\s+)?(\d{1,2})(?:[:.](\d{2})(?:\s*uur)?|\s*uur)\s*", re.IGNORECASE)


def in_figures(typed: Any) -> Any:
    """Turn “3 maart 2026 om 14 uur” into “03-03-2026 14:00”; leave what is no existing day as it was."""
    if not isinstance(typed, str):
        return typed
    clock = WITH_CLOCK.fullmatch(typed)
    if clock:
        typed = f"{clock[1]} {clock[2]}:{clock[3] or '00'}"
    found = IN_WORDS.fullmatch(typed)
    if not found:
        return typed
    day, name, year, time = found.groups()
    months = {str(word).casefold(): number for words in (MONTHS, MONTHS_3) for number, word in words.items()}
    try:
        return f"{date(int(year), months[name.casefold()], int(day)):%d-%m-%Y}{time or ''}"
    except (KeyError, ValueError):
        return typed


def validate_year(moment: date) -> None:
    if moment.year not in YEARS:
        text = _("Write a year from %(first)d through %(last)d.") % {"first": YEARS[0], "last": YEARS[-1]}
        raise ValidationError(text, code="far_year")


class Day(forms.DateField):
    """A day; its picker is Wagtail's."""

    widget = AdminDateInput(attrs={"placeholder": _("dd-mm-yyyy")})
    default_validators = [validate_year]
    default_error_messages = {"invalid": _("Write a day that exists, for example 1-3-2026.")}

    def to_python(self, value: Any) -> Any:
        return super().to_python(in_figures(value))


class DayAndTime(forms.DateTimeField):
    """A day with its time; unlike in Django's field a day alone does not mean midnight."""

    widget = AdminDateTimeInput(attrs={"placeholder": _("dd-mm-yyyy hh:mm")})
    default_validators = [validate_year]
    default_error_messages = {"invalid": _("Write a day and time that exist, for example 1-3-2026 14:30.")}
    # The zone in which people write and read it; None for that of the account.
    zone: tzinfo | None = None

    def prepare_value(self, value: Any) -> Any:
        with timezone.override(self.zone or timezone.get_current_timezone()):
            return super().prepare_value(value)

    def to_python(self, value: Any) -> Any:
        typed = in_figures(value)
        if isinstance(typed, str) and len(typed.split()) == 1:
            raise ValidationError(_("Add the time. For example: 04-03-2027 14:30"), code="without_time")
        try:
            with timezone.override(self.zone or timezone.get_current_timezone()):
                return super().to_python(typed)
        except ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            # A time zone fails at the ends of the calendar as well.
            validate_year((error.params or {})["datetime"])
            text = _("The clock changes at this time: it comes twice, or not at all. Choose another time.")
            raise ValidationError(text, code=error.code) from error


class MomentComparison(FieldComparison):
    """Two versions of a moment side by side, as people write it."""

    val_a: Any
    val_b: Any

    def __init__(self, field: models.Field, obj_a: models.Model, obj_b: models.Model) -> None:
        super().__init__(field, obj_a, obj_b)
        self.val_a = self._written(self.val_a, obj_a)
        self.val_b = self._written(self.val_b, obj_b)

    def zone_of(self, page: models.Model) -> tzinfo | None:
        """The zone in which it is shown; None for that of the account."""
        return None

    def _written(self, moment: datetime | None, page: models.Model) -> str:
        return f"{timezone.localtime(moment, self.zone_of(page)):%d-%m-%Y %H:%M}" if moment else ""


def register_form_overrides() -> None:
    register_form_field_override(models.DateField, override={"form_class": Day})
    register_form_field_override(models.DateTimeField, override={"form_class": DayAndTime})
    register_comparison_class(models.DateTimeField, comparison_class=MomentComparison)
