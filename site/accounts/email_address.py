"""E-mail addresses: which are the same, and which an account may have.

Databases disagree about capitals outside ASCII (PostgreSQL makes an I of a dotless ı, SQLite leaves it), so
addresses are kept in one form, unique in it and looked for by equality. Equal is what mail servers deliver
to one person (capitals), and the same letter in another width or type, or with spaces around it (NFKC).
Letters that only look alike, dots and tags stay different: at many providers those are other people.
"""

import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils.translation import gettext_lazy as _

# What RFC 5321 allows for the part before the @, in characters.
LONGEST_NAME = 64


def normalized(address: str) -> str:
    """The one form of an address, or of whatever somebody typed for one."""
    # What came with bytes that are no text cannot be asked for in a database, and is nobody's address.
    text = address.encode("utf-8", "backslashreplace").decode()
    return unicodedata.normalize("NFKC", text).strip().lower()


def validate_email_address(address: str) -> None:
    """Raise ValidationError for an address that not every mail server takes.

    ASCII alone: other letters before the @ need an extension that many servers lack, and look like letters
    of somebody else; a domain name has its form in ASCII, which browsers put into the field by themselves.
    Nothing in quotes and no number of a machine, which providers refuse.
    """
    if not address.isascii():
        raise ValidationError(
            _("Use plain letters, digits and signs, without accents: mail does not always reach others."),
            code="not_ascii",
        )
    validate_email(address)
    name, _at, domain = address.rpartition("@")
    if name.startswith('"') or domain.startswith("["):
        raise ValidationError(validate_email.message, code=validate_email.code)
    if len(name) > LONGEST_NAME:
        raise ValidationError(
            _("At most %(n)d characters stand before the @."),
            code="name_too_long",
            params={"n": LONGEST_NAME},
        )


class EmailAddressField(models.EmailField):
    """Whatever is kept in it or looked for in it is brought to its one form."""

    default_validators = [validate_email_address]

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return normalized(value) if isinstance(value, str) else value

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        value = self.to_python(super().pre_save(instance, add))
        setattr(instance, self.attname, value)
        return value
