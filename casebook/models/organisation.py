"""Organisations that take part in partnerships."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.search import index

from casebook.enums import OrganisationKind


class Organisation(index.Indexed, ClusterableModel):
    """A school, company, government or another party."""

    name = models.CharField(
        _("name"), max_length=160, unique=True, help_text=_("As people call it. For example: Albeda")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=OrganisationKind.choices)
    website = models.URLField(_("website"), blank=True, help_text=_("For example: https://www.albeda.nl"))

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
    ]

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.name
