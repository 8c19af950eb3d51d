"""What an uploaded file must be: the type that its name says, without surprises inside."""

import re
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import PurePath
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.validators import EmailValidator, URLValidator
from django.utils.translation import gettext as _

# The part that makes a zip archive a file of this kind.
OFFICE_PARTS = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "pptx": "ppt/presentation.xml",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
MOST_UNPACKED = 200 * 1024 * 1024
MOST_MEMBERS = 5_000
LONGEST_NAME = 120
MACRO_PART = re.compile(
    r"vbaproject|vbadata|^basic/|^scripts/|activex|\.(exe|dll|js|vbs|bat|cmd|ps1|jar)$", re.I
)


def validate_upload(file: File) -> None:
    """Refuse, in words for the person who chose the file, what may harm who downloads it.

    Raises ValidationError for a hostile name, a type that is not allowed, content that is not what
    the name says, macros, and archives that unpack to something far too large.
    """
    if getattr(file, "_committed", False):
        return  # stored earlier and checked then; only its title or maker is being changed
    name = PurePath(file.name or "").name
    _check_name(name)
    extension = PurePath(name).suffix.lstrip(".").lower()
    if extension not in settings.WAGTAILDOCS_EXTENSIONS:
        raise ValidationError(
            _("“%(name)s” is not a type of file that can be offered here. Allowed are: %(types)s.")
            % {"name": name, "types": ", ".join(settings.WAGTAILDOCS_EXTENSIONS)}
        )
    if file.size is not None and file.size > settings.WAGTAILDOCS_MAX_UPLOAD_SIZE:
        raise ValidationError(
            _("This file is larger than 10 MB. Make it smaller, for example without pictures.")
        )
    file.open()
    file.seek(0)
    try:
        _check_content(extension)(file.file, extension)
    finally:
        file.seek(0)


def is_web_address(contact: str) -> bool:
    """Whether somebody meant an address on the web; it may hold an at sign, as profiles do."""
    return "//" in contact


def validate_contact(contact: str) -> None:
    """Refuse what is neither an e-mail address nor a secure web address."""
    check = URLValidator(schemes=["https"]) if is_web_address(contact) else EmailValidator()
    try:
        check(contact)
    except ValidationError as error:
        raise ValidationError(
            _("Write an e-mail address, or a web address that begins with https://")
        ) from error


def _check_name(name: str) -> None:
    hidden = any(unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs"} for character in name)
    if (
        hidden
        or name.startswith(".")
        or not name
        or len(name) > LONGEST_NAME
        or re.search(r'[<>:"|?*\\/]', name)
    ):
        raise ValidationError(
            _("Give the file a plain name of at most 120 letters, digits, spaces, dots and dashes.")
        )


def _check_content(extension: str) -> Callable[[BinaryIO, str], None]:
    if extension == "pdf":
        return _check_pdf
    if extension in OFFICE_PARTS:
        return _check_office
    return _check_text


def _wrong_content(extension: str) -> ValidationError:
    return ValidationError(
        _("The name ends in .%(extension)s, but the file is something else. Save it again as .%(extension)s.")
        % {"extension": extension}
    )


def _check_pdf(file: BinaryIO, extension: str) -> None:
    content = file.read()
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-2048:]:
        raise _wrong_content(extension)
    if re.search(rb"/(JavaScript|JS|Launch|EmbeddedFile)\b", content):
        raise ValidationError(_("This PDF holds a script or another file. Export it again without those."))


def _check_office(file: BinaryIO, extension: str) -> None:
    if file.read(4) != b"PK\x03\x04":
        raise _wrong_content(extension)
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
                raise ValidationError(_("This file unpacks to something far too large."))
            if any(MACRO_PART.search(name) for name in names):
                raise ValidationError(_("This file holds macros or programs. Save it again without those."))
            part = OFFICE_PARTS[extension]
            if part in names:
                return
            if (
                "mimetype" in names
                and archive.read("mimetype")[:200].decode("ascii", "replace").strip() == part
            ):
                return
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
    ) as error:
        raise _wrong_content(extension) from error
    raise _wrong_content(extension)


def _check_text(file: BinaryIO, extension: str) -> None:
    content = file.read()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError(_("Save this text file as UTF-8.")) from error
    if "\x00" in text or re.match(r"\s*<(!doctype|html|script|svg|\?xml)", text, re.I):
        raise _wrong_content(extension)
