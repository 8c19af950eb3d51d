"""Lines and texts as they are typed or pasted in the admin: without what cannot be seen in them."""

from typing import Any

from django import forms
from django.db import models
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminAutoHeightTextInput

from website.letters import cleaned


class CleanText(forms.CharField):
    """A text of which nothing is left is empty, and a name that differs in nothing to be seen is taken."""

    def to_python(self, value: Any) -> str:
        return super().to_python(cleaned(value) if isinstance(value, str) else value)


def register_form_overrides() -> None:
    register_form_field_override(models.CharField, override={"form_class": CleanText}, exact_class=True)
    register_form_field_override(
        models.TextField,
        override={"form_class": CleanText, "widget": AdminAutoHeightTextInput},
        exact_class=True,
    )
