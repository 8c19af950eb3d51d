"""The four perspectives from which partnerships are steered."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from casebook.enums import PerspectiveCode


class Perspective(index.Indexed, models.Model):
    """One way to look at steering: a part of the bridge."""

    code = models.CharField(_("code"), max_length=12, choices=PerspectiveCode.choices, unique=True)
    name = models.CharField(_("name"), max_length=60, unique=True, help_text=_("For example: Legal"))
    explanation = models.TextField(
        _("explanation"),
        blank=True,
        max_length=600,
        help_text=_("Two or three sentences for somebody who meets the word for the first time."),
    )
    order = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Lower comes first; partnerships usually start at the first one.")
    )

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        ordering = ["order", "name"]
        verbose_name = _("perspective")
        verbose_name_plural = _("perspectives")

    def __str__(self) -> str:
        return self.name

    @property
    def part(self) -> str:
        return PerspectiveCode(self.code).part
