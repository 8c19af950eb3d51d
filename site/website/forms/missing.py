"""What forms say about what is missing, in the words of the screen."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.forms import BaseFormSet

# What a row holds besides what an editor typed.
OF_THE_ROW = {"id", "ORDER", "DELETE"}


class TellsWhatIsMissing:
    """Mixin of a form: says in the words of the screen what is missing, and lets go of rows left blank.

    `required` has a message for each field that may not be blank, with those of rows as `relation.field`;
    `too_few` one for each relation that has to have a row.
    """

    required: ClassVar[Mapping[str, Any]] = {}
    too_few: ClassVar[Mapping[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _put_in_words(self.fields, self.required)  # type: ignore[attr-defined]
        # Comments are Wagtail's own, and hold what no editor types.
        own = {name: rows for name, rows in self.formsets.items() if name != "comments"}  # type: ignore[attr-defined]
        for name, rows in own.items():
            if name in self.too_few:
                rows.error_messages["too_few_forms"] = self.too_few[name]
            if self.is_bound:  # type: ignore[attr-defined]
                _leave_out_blank_rows(rows)
                for row in rows:
                    _put_in_words(row.fields, self.required, relation=f"{name}.")

    def is_valid(self) -> bool:
        """Check everything; a row that goes has nothing to say, though Django checked it as well."""
        valid = super().is_valid()  # type: ignore[misc]
        for rows in self.formsets.values():  # type: ignore[attr-defined]
            rows.is_valid()  # not asked yet when an earlier one failed
            for row in rows if rows.is_bound and rows.can_delete else ():
                if rows._should_delete_form(row):
                    row.errors.clear()
        return bool(valid)


def _put_in_words(fields: Mapping[str, forms.Field], required: Mapping[str, Any], relation: str = "") -> None:
    """Give fields what to say when they are left blank."""
    for name, field in fields.items():
        if relation + name in required:
            field.error_messages["required"] = required[relation + name]


def _leave_out_blank_rows(rows: BaseFormSet) -> None:
    """Take new rows in which nothing was typed as removed: the screen opens with one by itself."""
    for row in rows:
        if row.instance.pk is None and OF_THE_ROW.issuperset(row.changed_data):
            row.data = row.data.copy()
            row.data[row.add_prefix("DELETE")] = "1"
