"""Municipalities, and regions: sets of them, drawn by who uses them."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.search import index

from casebook.enums import RegionKind
from casebook.models.shared import Slugged
from casebook.validators import validate_municipality_code


class Municipality(index.Indexed, models.Model):
    """A Dutch municipality; one that merged names the municipality it became part of."""

    code = models.CharField(
        _("CBS code"),
        max_length=6,
        unique=True,
        validators=[validate_municipality_code],
        help_text=_("GM and four digits, such as GM0599."),
    )
    name = models.CharField(_("name"), max_length=100)
    province = models.CharField(_("province"), max_length=100)
    labour_market_region = models.CharField(_("labour-market region"), max_length=100, blank=True)
    successor = models.ForeignKey(
        "self",
        verbose_name=_("became part of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="predecessors",
        help_text=_("Only for a municipality that merged: the one that it is part of now."),
    )

    search_fields = [
        index.SearchField("name"),
        index.SearchField("code"),
        index.AutocompleteField("name"),
        index.AutocompleteField("code"),
    ]

    class Meta:
        ordering = ["name", "code"]
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a successor that leads back here."""
        super().clean()
        seen, place = {self.pk}, self.successor
        while place is not None:
            if place.pk in seen:
                raise ValidationError({"successor": _("A municipality cannot become part of itself.")})
            seen.add(place.pk)
            place = place.successor


class Region(Slugged, index.Indexed, ClusterableModel):  # type: ignore[django-manager-missing]
    """A set of municipalities: may overlap others, cross provinces and change over time.

    The outline is an SVG path in the units of `casebook.geo.outlines`, drawn once when the region is saved.
    """

    name = models.CharField(_("name"), max_length=120, unique=True, help_text=_("For example: Achterhoek"))
    kind = models.CharField(
        _("kind"),
        max_length=16,
        choices=RegionKind.choices,
        default=RegionKind.OWN,
        help_text=_("The 35 labour-market regions come with the site; what partners draw is their own."),
    )
    description = models.TextField(
        _("description"),
        blank=True,
        max_length=600,
        help_text=_(
            "Who draws the region like this, and why. For example: all municipalities around the port."
        ),
    )
    outline = models.TextField(_("outline"), blank=True, editable=False)
    codes_without_shape = models.CharField(
        _("codes without a shape"), max_length=2000, blank=True, editable=False
    )

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
    ]

    class Meta:
        ordering = ["name"]
        verbose_name = _("region")
        verbose_name_plural = _("regions")

    def __str__(self) -> str:
        return self.name

    @property
    def missing_codes(self) -> list[str]:
        """The CBS codes that count in lists but have no shape on the map."""
        return self.codes_without_shape.split()


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

    def __str__(self) -> str:
        return str(self.municipality)

    def clean(self) -> None:
        super().clean()
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValidationError({"valid_until": _("The last day lies before the first one.")})

    def is_valid_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )
