"""Which municipality belongs to which region, and from when until when."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from casebook.models.municipality import Municipality
from casebook.models.region import Region


class RegionMunicipality(models.Model):
    """A municipality in a region; without dates it always belonged and still does."""

    region = ParentalKey(Region, on_delete=models.CASCADE, related_name="memberships")
    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("municipality"),
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    valid_from = models.DateField(
        _("from"), null=True, blank=True, help_text=_("Leave empty when it belonged from the start.")
    )
    valid_until = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The last day. Leave empty when it still belongs.")
    )

    class Meta:
        ordering = ["municipality__name", "pk"]
        verbose_name = _("municipality of a region")
        verbose_name_plural = _("municipalities of a region")

    def __str__(self) -> str:
        return str(self.municipality)

    def clean(self) -> None:
        super().clean()
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValidationError({"valid_until": _("The last day lies before the first one.")})

    def is_valid_on(self, day: date) -> bool:
        """Tell whether the municipality belongs to the region on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )
