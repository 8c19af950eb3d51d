"""Takes invisible characters out of every text that is saved, by a form, a command or a program."""

from typing import Any

from django import forms
from django.db.models import CharField, Model, TextField
from django.db.models.signals import pre_save
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.blocks import StreamValue

from website.letters import cleaned


def connect() -> None:
    pre_save.connect(clean_texts, dispatch_uid="website.clean_texts")


def clean_texts(instance: Model, raw: bool = False, **kwargs: Any) -> None:
    """Clean every text of an instance in memory: lines, texts, rich texts and the blocks of stories."""
    if raw:
        return
    for field in instance._meta.concrete_fields:
        # Deferred fields are not read for this.
        value = instance.__dict__.get(field.attname)
        if isinstance(value, StreamValue):
            written = value.get_prep_value()
            tidy = _clean_within(written)
            if tidy != written:
                setattr(instance, field.attname, StreamValue(value.stream_block, tidy, is_lazy=True))
        elif isinstance(value, str) and isinstance(field, CharField | TextField):
            tidy = cleaned(value, line_break=" " if isinstance(field, CharField) else "\n")
            if tidy != value:
                setattr(instance, field.attname, tidy)


def _clean_within(written: Any) -> Any:
    if isinstance(written, str):
        return cleaned(written)
    if isinstance(written, dict):
        return {key: _clean_within(value) for key, value in written.items()}
    if isinstance(written, list | tuple):
        return [_clean_within(value) for value in written]
    return written


class CleanText(forms.CharField):
    """Cleans a text before its validation, so that invisible characters alone count as empty."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(cleaned(value) if isinstance(value, str) else value)


def register_form_overrides() -> None:
    register_form_field_override(CharField, override={"form_class": CleanText}, exact_class=True)
    register_form_field_override(
        TextField, override={"form_class": CleanText, "widget": AdminAutoHeightTextInput}, exact_class=True
    )
