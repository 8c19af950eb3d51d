"""Files to download: kept where no address reaches them, served by a view that asks the policy."""

from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument

from website.enums import Licence
from website.validators import validate_upload


def attachment_storage() -> Storage:
    return storages["documents"]


class Attachment(AbstractDocument):
    file = models.FileField(
        _("file"),
        upload_to="%Y",
        storage=attachment_storage,
        validators=[validate_upload],
        help_text=_("A PDF, or a file of a word processor, spreadsheet or presentation, up to 10 MB."),
    )
    maker = models.CharField(_("maker"), max_length=120, blank=True, help_text=_("Who made the file."))
    licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices, default=Licence.CC_BY)

    admin_form_fields = ("title", "file", "maker", "licence", "collection")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")
        permissions = [("choose_attachment", "Can choose attachment")]

    def clean(self) -> None:
        """Not Wagtail's check of the type: it breaks a form without the file, and repeats the validator."""
