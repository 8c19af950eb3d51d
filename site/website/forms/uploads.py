"""The forms in which a file or picture is uploaded; their help says beforehand what is allowed."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
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
                params = {
                    "size": f" ({refused.detail})" if refused.detail else "",
                    "most": settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000,
                    "types": ", ".join(settings.WAGTAILIMAGES_EXTENSIONS),
                }
                message = TOO_LARGE if refused.reason == Reason.TOO_LARGE else UNREADABLE
                raise ValidationError(message, code="invalid_image", params=params) from refused
            data = SimpleUploadedFile(jpg_name(data.name or ""), content, data.content_type or "")
        return super().to_python(data)

    def check_image_pixel_size(self, f: Any) -> None:
        """Done in `to_python`, before anything is decoded; Wagtail decodes first."""


class UploadForm(forms.ModelForm):
    """Leaves the licence at its default when it is not asked, as where many are sent at once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["licence"].required = False

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
