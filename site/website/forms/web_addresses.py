"""Web addresses as people type them: an e-mail address is not one, wherever a form asks for one."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# With what is put before it, and nothing behind it: a profile may have an at sign in its path.
E_MAIL_ADDRESS = re.compile(r"\s*(?:mailto:|https?://)?[^\s/@]+@[^\s/@]+/?\s*", re.IGNORECASE)
AN_E_MAIL_ADDRESS = _(
    "This is an e-mail address. The address of a web page belongs here; it begins with https://"
)
_to_python = forms.URLField.to_python


def to_python(field: forms.URLField, value: Any) -> Any:
    """Refuse an e-mail address; Django would make of it the page of somebody with a name at that site."""
    if isinstance(value, str) and E_MAIL_ADDRESS.fullmatch(value):
        message = field.error_messages.get("e_mail_address", AN_E_MAIL_ADDRESS)
        raise ValidationError(message, code="e_mail_address")
    return _to_python(field, value)


def register_form_overrides() -> None:
    forms.URLField.to_python = to_python  # type: ignore[method-assign, assignment]
