"""The forms in which a file or picture is uploaded; their help says beforehand what is allowed."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from website.uploads.picture_metadata import without_metadata
from website.uploads.pixels import check_pixels, jpg_name
from website.uploads.refusal import Reason, Refused
from website.validators import LONGEST_NAME


def accepted(types: list[str]) -> str:
    """The types as the `accept` attribute of a file input."""
    return ",".join(f".{extension}" for extension in types)


class PictureField(WagtailImageField):
    """A picture that can be shown, without the metadata of its camera."""

    def to_python(self, data: Any) -> Any:
        """Refuse a picture that cannot be decoded to its end; Wagtail's field raises an error on it."""
        if isinstance(data, UploadedFile) and data.size:
            self.check_image_file_size(data)
            try:
                content = without_metadata(data.read())
                check_pixels(content)
            except Refused as refused:
                raise ValidationError(_message_for(refused), code="invalid_image") from refused
            data = SimpleUploadedFile(jpg_name(data.name or ""), content, data.content_type or "")
        return super().to_python(data)

    def check_image_pixel_size(self, f: Any) -> None:
        """Done in `to_python`, before anything is decoded; Wagtail decodes first."""


def _message_for(refused: Refused) -> str:
    if refused.reason == Reason.TOO_LARGE:
        return _(
            "This picture has too many pixels%(size)s. Make it smaller: at most %(most)d million, "
            "for example 6000 × 4000. A moving picture has to be short as well."
        ) % {
            "size": f" ({refused.detail})" if refused.detail else "",
            "most": settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000,
        }
    return _(
        "This picture cannot be read: it is broken, half there, or none of the types %(types)s. "
        "Save it again as JPG or PNG, and send that one."
    ) % {"types": ", ".join(settings.WAGTAILIMAGES_EXTENSIONS)}


class LicenceByDefault(forms.ModelForm):
    """Gives the licence its default, for uploads of many at once that ask it afterwards."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["licence"].required = False

    def clean_licence(self) -> str:
        chosen: str = self.cleaned_data["licence"]
        return chosen or self._meta.model._meta.get_field("licence").get_default()


class AttachmentForm(LicenceByDefault, BaseDocumentForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            types = settings.WAGTAILDOCS_EXTENSIONS
            self.fields["file"].help_text = _(
                "Types: %(types)s. At most %(size)d MB. The name has at most %(letters)d letters, "
                "digits, spaces, dots and dashes."
            ) % {
                "types": ", ".join(types),
                "size": settings.WAGTAILDOCS_MAX_UPLOAD_SIZE // 1024**2,
                "letters": LONGEST_NAME,
            }
            self.fields["file"].widget.attrs["accept"] = accepted(types)


class PictureForm(LicenceByDefault, BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            types = settings.WAGTAILIMAGES_EXTENSIONS
            theirs = self.fields["file"]
            self.fields["file"] = PictureField(
                label=theirs.label, required=theirs.required, widget=theirs.widget
            )
            self.fields["file"].help_text = _("Types: %(types)s. At most %(size)d MB.") % {
                "types": ", ".join(types),
                "size": settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE // 1024**2,
            }
            self.fields["file"].widget.attrs["accept"] = accepted(types)
