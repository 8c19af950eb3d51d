"""The forms in which a file or picture is sent: they say beforehand what may come."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from website.validators import LONGEST_NAME


def accepted(types: list[str]) -> str:
    """Give the types as the dialogue of a browser wants them."""
    return ",".join(f".{extension}" for extension in types)


class LicenceByDefault(forms.ModelForm):
    """Where many are sent at once the licence is asked afterwards, and until then it is the default."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["licence"].required = False

    def clean_licence(self) -> str:
        """Give what was chosen, or else the default of the model."""
        chosen: str = self.cleaned_data["licence"]
        return chosen or self._meta.model._meta.get_field("licence").get_default()


class AttachmentForm(LicenceByDefault, BaseDocumentForm):
    """A file to download."""

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
    """A picture."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            types = settings.WAGTAILIMAGES_EXTENSIONS
            self.fields["file"].help_text = _("Types: %(types)s. At most %(size)d MB.") % {
                "types": ", ".join(types),
                "size": settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE // 1024**2,
            }
            self.fields["file"].widget.attrs["accept"] = accepted(types)
