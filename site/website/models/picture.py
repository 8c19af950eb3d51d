"""Pictures: with an alternative text, a maker and a licence."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition

from outbox.promises import promise
from website.enums import Licence


class Picture(AbstractImage):
    """A picture; its renditions are promised when it is saved, not made at a visitor's first view."""

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
        """Save, and promise the sizes that pages show, in one transaction."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.promise_sizes()

    def promise_sizes(self) -> None:
        """Promise to make the sizes that pages show; about one that is gone, that is soon done."""
        promise(kind="renditions", key=f"renditions:{self.pk}", payload={"picture": self.pk})


class Rendition(AbstractRendition):
    """One size of a picture."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta(AbstractRendition.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="unique_rendition"
            )
        ]

    def get_upload_to(self, filename: str) -> str:
        """In a folder of the picture: two pictures of nearly the same name have no file in common."""
        return f"images/{self.image_id}/{filename}"
