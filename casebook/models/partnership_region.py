"""In which regions a partnership works."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from casebook.models.partnership import Partnership
from casebook.models.region import Region


class PartnershipRegion(Orderable):
    """A region of a partnership; the first one is its main region."""

    partnership = ParentalKey(Partnership, on_delete=models.CASCADE, related_name="region_links")
    region = models.ForeignKey(
        Region, verbose_name=_("region"), on_delete=models.PROTECT, related_name="partnership_links"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("region of a partnership")
        verbose_name_plural = _("regions of a partnership")
        constraints = [
            models.UniqueConstraint(fields=["partnership", "region"], name="partnership_has_region_once")
        ]

    def __str__(self) -> str:
        return str(self.region)
