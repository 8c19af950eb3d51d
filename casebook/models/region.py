"""Regions: sets of municipalities, drawn by who uses them."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.search import index

from casebook.enums import RegionKind
from casebook.models.municipality import Municipality
from casebook.models.slugs import unique_slug
from website.models.references import references_updated_once


class Region(index.Indexed, ClusterableModel):
    """A set of municipalities: may overlap others, cross provinces and change over time.

    The outline is an SVG path in the units of `casebook.geo.projection`, drawn once when the region is saved.
    """

    name = models.CharField(_("name"), max_length=120, unique=True, help_text=_("For example: Achterhoek"))
    slug = models.SlugField(
        _("part of the address"),
        max_length=80,
        unique=True,
        blank=True,
        help_text=_("Made from the name when you leave it empty."),
    )
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
    view_box = models.CharField(_("box of the outline"), max_length=60, blank=True, editable=False)
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

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self.slug or unique_slug(self, self.name)
        with references_updated_once(self):
            super().save(*args, **kwargs)

    @property
    def path(self) -> str:
        """The outline under the name that the component of an outline asks for."""
        return self.outline

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
        verbose_name_plural = _("municipalities of a region")

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
