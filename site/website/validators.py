"""Validators of uploaded files and of the contact address."""

import re
import unicodedata
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.validators import EmailValidator, URLValidator
from django.utils.translation import gettext_lazy as _

from website.uploads.limited_process import inspect_in_process
from website.uploads.links import inspect_csv
from website.uploads.package import OFFICE_EXTENSIONS
from website.uploads.refusal import Reason, Refused

LONGEST_NAME = 120
PLAIN_NAME = re.compile(rf'(?!\.)[^<>:"|?*\\/\t\r\n]{{1,{LONGEST_NAME}}}')


def validate_upload(file: File) -> None:
    """Refuse a hostile name, a type that is not allowed, content that is not what the name says, that runs or
    fetches something when it is opened, or that unpacks to far too much."""
    if getattr(file, "_committed", False):
        return  # stored earlier and checked then; only its title or maker is being changed
    name = PurePath(file.name or "").name
    # Controls, characters that are not seen or turn the text around, and those of nobody's alphabet.
    hidden = any(unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs"} for character in name)
    if hidden or not PLAIN_NAME.fullmatch(name):
        raise ValidationError(
            _("Give the file a plain name of at most 120 letters, digits, spaces, dots and dashes.")
        )
    extension = PurePath(name).suffix.lstrip(".").lower()
    if extension not in settings.WAGTAILDOCS_EXTENSIONS:
        raise ValidationError(
            _("“%(name)s” is not a type of file that can be offered here. Allowed are: %(types)s."),
            params={"name": name, "types": ", ".join(settings.WAGTAILDOCS_EXTENSIONS)},
        )
    file.open()
    file.seek(0)
    try:
        if extension == "pdf" or extension in OFFICE_EXTENSIONS:
            inspect_in_process(file.read(), extension)
        else:
            _check_text(file.read(), extension)
    except Refused as refused:
        params = {"extension": extension, "detail": refused.detail}
        raise ValidationError(_(refused.reason), params=params) from refused
    finally:
        file.seek(0)


def _check_text(content: bytes, extension: str) -> None:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError(_("Save this text file as UTF-8.")) from error
    if "\x00" in text or re.match(r"\s*<(!doctype|html|script|svg|\?xml)", text, re.I):
        raise Refused(Reason.BROKEN)
    if extension == "csv":
        inspect_csv(text)


def is_web_address(contact: str) -> bool:
    """Whether this is meant as a web address, which may hold an at sign, as profiles do."""
    return "//" in contact


def validate_contact(contact: str) -> None:
    check = URLValidator(schemes=["https"]) if is_web_address(contact) else EmailValidator()
    try:
        check(contact)
    except ValidationError as error:
        raise ValidationError(
            _("Write an e-mail address, or a web address that begins with https://")
        ) from error
