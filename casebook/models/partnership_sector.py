"""In which sectors a partnership works."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from casebook.models.partnership import Partnership
from casebook.models.sector import Sector


class PartnershipSector(Orderable):
    """A sector of a partnership."""

    partnership = ParentalKey(Partnership, on_delete=models.CASCADE, related_name="sector_links")
    sector = models.ForeignKey(
        Sector, verbose_name=_("sector"), on_delete=models.PROTECT, related_name="partnership_links"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("sector of a partnership")
        verbose_name_plural = _("sectors of a partnership")
        constraints = [
            models.UniqueConstraint(fields=["partnership", "sector"], name="partnership_has_sector_once")
        ]

    def __str__(self) -> str:
        return str(self.sector)
