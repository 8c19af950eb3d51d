"""Municipalities by their CBS code."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

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
    province_code = models.CharField(_("province code"), max_length=100, blank=True)
    province = models.CharField(_("province"), max_length=100)
    labour_market_region = models.CharField(_("labour-market region"), max_length=100, blank=True)
    corop_code = models.CharField(_("COROP code"), max_length=100, blank=True)
    corop = models.CharField(_("COROP area"), max_length=100, blank=True)
    lon = models.FloatField(_("longitude"), help_text=_("In degrees, such as 4.4777."))
    lat = models.FloatField(_("latitude"), help_text=_("In degrees, such as 51.9244."))
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
