"""Web addresses in forms: who types an e-mail address is told so, and gets no link that leads nowhere."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import register_form_field_override


class WebAddress(forms.URLField):
    """Django puts a scheme before what has none, and so makes https://name@host of an e-mail address."""

    default_error_messages = {
        "invalid": _("This is not a web address. Begin with https://, for example https://www.voorbeeld.nl/"),
        "mail_address": _("This is an e-mail address. Write a web address that begins with https://"),
    }

    def to_python(self, value: Any) -> Any:
        if is_mail_address(str(value or "").strip()):
            raise ValidationError(self.error_messages["mail_address"], code="mail_address")
        return super().to_python(value)


def is_mail_address(text: str) -> bool:
    """Whether this is an e-mail address, also as a link or with the scheme that a form put before it."""
    if text.lower().startswith("mailto:"):
        return True
    address = text.removeprefix("https://").removesuffix("/")
    if "/" in address:
        return False
    try:
        EmailValidator()(address)
    except ValidationError:
        return False
    return True


def register_form_overrides() -> None:
    register_form_field_override(
        models.URLField, override={"form_class": WebAddress, "assume_scheme": "https"}
    )
