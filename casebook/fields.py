"""A model field for a choice of several from a fixed list, kept in one column that can be filtered."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

MARK = "|"


def marked(value: str) -> str:
    """Give what a column contains when this value is among the chosen: filter with `__contains`."""
    return f"{MARK}{value}{MARK}"


class ChoiceSetField(models.CharField):
    """A list of values out of `choices`, in the order of the choices, stored as `|one||two|`."""

    # What the type checker takes for the values of the field.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> list[str]:
        return self.to_python(value)

    def to_python(self, value: Any) -> list[str]:
        found = value if isinstance(value, (list, tuple, set)) else (value or "").split(MARK)
        chosen = {str(item) for item in found if item}
        known = [code for code, _label in self.flatchoices if code in chosen]
        return known + sorted(chosen - set(known))

    def get_prep_value(self, value: Any) -> str:
        if isinstance(value, str):
            return value
        return "".join(marked(item) for item in self.to_python(value))

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        unknown = set(value) - {code for code, _label in self.flatchoices}
        if unknown:
            raise ValidationError(_("This is not one of the choices."), code="invalid_choice")
        if not value and not self.blank:
            raise ValidationError(self.error_messages["blank"], code="blank")

    def run_validators(self, value: Any) -> None:
        """The stored length follows from the choices; there is nothing else to check."""

    def formfield(self, **kwargs: Any) -> forms.Field:
        return forms.MultipleChoiceField(
            choices=list(self.flatchoices),
            widget=forms.CheckboxSelectMultiple,
            required=not self.blank,
            label=capfirst(kwargs.get("label", self.verbose_name)),
            help_text=kwargs.get("help_text", self.help_text),
        )
