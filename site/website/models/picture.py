"""Pictures with an alternative text, a maker and a licence, and their sizes."""

import logging
import secrets
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.images import get_image_dimensions
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    SourceImageIOError,
    WagtailImageField,
    WagtailImageFieldFile,
    get_upload_to,
)

from outbox.messages import enqueue
from website.enums import Licence
from website.uploads.pictures import jpg_name, without_metadata

logger = logging.getLogger(__name__)


class PictureFile(WagtailImageFieldFile):
    """The original, which is public and therefore stored without metadata."""

    def save(self, name: str, content: File, save: bool = True) -> None:
        content.seek(0)
        self.file = kept = ContentFile(without_metadata(content.read()), name=name)
        super().save(name, kept, save)

    def get_image_dimensions(self) -> tuple[int | None, int | None]:
        """Width and height from the first bytes; Wagtail decodes the whole picture for them."""
        close = self.closed
        self.open()
        return get_image_dimensions(self, close=close)


class PictureFileField(WagtailImageField):
    attr_class = PictureFile


class Picture(AbstractImage):
    """A picture; its renditions are enqueued when it is saved, not made at a visitor's first view."""

    file = PictureFileField(_("file"), upload_to=get_upload_to, width_field="width", height_field="height")
    description = models.CharField(
        _("alternative text"),
        max_length=255,
        help_text=_("What is to be seen, for who cannot see it. For example: two students at a lathe."),
    )
    maker = models.CharField(_("maker"), max_length=120, blank=True, help_text=_("Who made the picture."))
    licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices, default=Licence.CC_BY)

    admin_form_fields = (
        *("file", "title", "description", "maker", "licence", "collection"),
        *("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"),
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_picture", "Can choose picture")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.enqueue_sizes()

    def get_upload_to(self, filename: str) -> str:
        """A name that cannot be guessed: a picture and its sizes have addresses before any page shows it."""
        return super().get_upload_to(f"{secrets.token_hex(8)}-{jpg_name(filename)}")

    def readable_renditions(self, *specs: str) -> dict[str, AbstractRendition]:
        """Renditions by their filters; none when the file is missing on disk, and the log says which."""
        try:
            return self.get_renditions(*specs)
        except SourceImageIOError:
            logger.warning("The file of picture %s cannot be read", self.pk)
            return {}

    def enqueue_sizes(self) -> None:
        enqueue(kind="renditions", key=f"renditions:{self.pk}", payload={"picture": self.pk})


class Rendition(AbstractRendition):
    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta(AbstractRendition.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="unique_rendition"
            )
        ]

    def get_upload_to(self, filename: str) -> str:
        """A folder for each picture, so that pictures of nearly the same name share no file."""
        return f"images/{self.image_id}/{filename}"
