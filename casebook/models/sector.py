"""Sectors in which partnerships work."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from casebook.models.slugs import unique_slug


class Sector(index.Indexed, models.Model):
    """A field of work, in the words of who works there."""

    name = models.CharField(
        _("name"), max_length=80, unique=True, help_text=_("For example: Care and welfare")
    )
    slug = models.SlugField(
        _("part of the address"),
        max_length=80,
        unique=True,
        blank=True,
        help_text=_("Made from the name when you leave it empty."),
    )

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        ordering = ["name"]
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self.slug or unique_slug(self, self.name)
        super().save(*args, **kwargs)
