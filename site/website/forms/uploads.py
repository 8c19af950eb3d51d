"""The forms in which a file or picture is uploaded; their help says beforehand what is allowed."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from website.uploads.pictures import check_pixels, jpg_name, without_metadata
from website.uploads.refusal import Reason, Refused
from website.validators import LONGEST_NAME

TOO_LARGE = _(
    "This picture has too many pixels%(size)s. Make it smaller: at most %(most)d million, "
    "for example 6000 × 4000. A moving picture has to be short as well."
)
UNREADABLE = _(
    "This picture cannot be read: it is broken, half there, or none of the types %(types)s. "
    "Save it again as JPG or PNG, and send that one."
)


EMPTY = _("This file is empty: nothing is in it. Choose the picture again.")
TOO_HEAVY = _("This file is %(size)s, and at most %(most)d MB is possible. Make the picture smaller.")
OTHER_TYPE = _("Pictures can be of these types: %(types)s. Save this one as JPG or PNG, and send that.")
TOO_SMALL = _(
    "This picture is too small to be sharp: %(width)d by %(height)d pixels. "
    "Each side needs at least %(least)d. Look for the original, or make a new picture."
)
TOO_LONG = _(
    "This picture is a strip: %(width)d by %(height)d pixels. "
    "Cut it so that one side is at most %(times)d times the other."
)
# What is smaller, or longer beside its height, cannot be shown well anywhere on the site.
LEAST_PIXELS = 200
MOST_TIMES = 5


class PictureField(WagtailImageField):
    """A picture that can be shown, without the metadata of its camera."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        types = ", ".join(settings.WAGTAILIMAGES_EXTENSIONS)
        self.help_text = _(
            "Types: %(types)s. At most %(size)d MB, and at least 200 pixels wide and high."
        ) % {
            "types": types,
            "size": settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE // 1024**2,
        }
        self.error_messages |= {
            "required": _("Choose the picture."),
            "empty": EMPTY,
            "invalid_image_extension": OTHER_TYPE % {"types": types},
            "invalid_image_known_format": UNREADABLE % {"types": types},
            "invalid_image": UNREADABLE % {"types": types},
        }

    def to_python(self, data: Any) -> Any:
        """Refuse a picture that cannot be decoded to its end; Wagtail's field raises an error on it."""
        if isinstance(data, UploadedFile) and data.size:
            self.check_image_file_size(data)
            if suffix_of(data.name) not in settings.WAGTAILIMAGES_EXTENSIONS:
                raise ValidationError(self.error_messages["invalid_image_extension"], code="invalid_image")
            try:
                content = without_metadata(data.read())
                width, height = check_pixels(content)
            except Refused as refused:
                params = {
                    "size": f" ({refused.detail})" if refused.detail else "",
                    "most": settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000,
                    "types": ", ".join(settings.WAGTAILIMAGES_EXTENSIONS),
                }
                message = TOO_LARGE if refused.reason == Reason.TOO_LARGE else UNREADABLE
                raise ValidationError(message, code="invalid_image", params=params) from refused
            check_sides(width, height)
            data = SimpleUploadedFile(jpg_name(data.name or ""), content, data.content_type or "")
        return super().to_python(data)

    def check_image_file_size(self, f: Any) -> None:
        most = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
        if f.size > most:
            params = {"size": filesizeformat(f.size), "most": most // 1024**2}
            raise ValidationError(TOO_HEAVY, code="file_too_large", params=params)

    def check_image_pixel_size(self, f: Any) -> None:
        """Done in `to_python`, before anything is decoded; Wagtail decodes first."""


def suffix_of(name: str | None) -> str:
    return PurePath(name or "").suffix.lstrip(".").lower()


def check_sides(width: int, height: int) -> None:
    """Refuse a picture that would be a blur or a line, in pixels."""
    params = {"width": width, "height": height, "least": LEAST_PIXELS, "times": MOST_TIMES}
    if min(width, height) < LEAST_PIXELS:
        raise ValidationError(TOO_SMALL, code="too_small", params=params)
    if max(width, height) > MOST_TIMES * min(width, height):
        raise ValidationError(TOO_LONG, code="too_long", params=params)


class UploadForm(forms.ModelForm):
    """Says in words what is missing.

    It leaves the licence at its default when it is not asked, as where many are sent at once.
    """

    required: ClassVar[Mapping[str, Any]] = {
        "title": _("Write down what it is called."),
        "description": _("Write down what is to be seen, for who cannot see it. One sentence is enough."),
        "file": _("Choose the file."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["licence"].required = False
        for name in self.required.keys() & self.fields.keys():
            self.fields[name].error_messages["required"] = self.required[name]

    def clean_licence(self) -> str:
        chosen: str = self.cleaned_data["licence"]
        return chosen or self._meta.model._meta.get_field("licence").get_default()


class AttachmentForm(UploadForm, BaseDocumentForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if file := self.fields.get("file"):
            types = settings.WAGTAILDOCS_EXTENSIONS
            file.widget.attrs["accept"] = ",".join(f".{extension}" for extension in types)
            file.help_text = _(
                "Types: %(types)s. At most %(size)d MB. The name has at most %(letters)d letters, "
                "digits, spaces, dots and dashes."
            ) % {
                "types": ", ".join(types),
                "size": settings.WAGTAILDOCS_MAX_UPLOAD_SIZE // 1024**2,
                "letters": LONGEST_NAME,
            }


class PictureForm(UploadForm, BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if file := self.fields.get("file"):
            self.fields["file"] = PictureField(label=file.label, required=file.required, widget=file.widget)
