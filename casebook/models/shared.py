"""What several models share: an address made from the name, and where a text comes from."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from website.enums import Licence
from website.models.references import references_updated_once

LONGEST_SLUG = 80


class Slugged(models.Model):
    """A named thing with an address that nothing else of its kind has."""

    name: Any
    slug = models.SlugField(
        _("part of the address"),
        max_length=LONGEST_SLUG,
        unique=True,
        blank=True,
        help_text=_(
            "The word for this in a web address, such as “maakkring-achterhoek”. "
            "Leave it empty: it is made from the name."
        ),
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self.slug or self._free_slug()
        with references_updated_once(self):
            super().save(*args, **kwargs)

    def _free_slug(self) -> str:
        """The name as a slug, with a number behind it when that is taken."""
        base = slugify(self.name)[: LONGEST_SLUG - 4].strip("-") or "naamloos"
        others: models.QuerySet[Any] = type(self)._default_manager.exclude(pk=self.pk)
        taken = set(others.filter(slug__startswith=base).values_list("slug", flat=True))
        slug, number = base, 2
        while slug in taken:
            slug, number = f"{base}-{number}", number + 1
        return slug


class Provenance(models.Model):
    """Fields that portraits, lessons and tools share."""

    written_by = models.CharField(
        _("written by"),
        max_length=120,
        blank=True,
        help_text=_("For example: Sanne de Wit, Maakkring Achterhoek"),
    )
    last_checked = models.DateField(
        _("last checked on"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody saw that it still holds."),
    )
    review_due = models.DateField(
        _("check again before"), null=True, blank=True, help_text=_("A year later is usual.")
    )
    source = models.CharField(
        _("source"),
        max_length=200,
        blank=True,
        help_text=_("Leave empty for your own experience. For example: NSOB, Gedeelde sturing (2024), § 3.2"),
    )
    source_url = models.URLField(
        _("address of the source"),
        blank=True,
        help_text=_("Where the source can be read. Begin with https://"),
    )
    licence = models.CharField(
        _("licence"),
        max_length=20,
        choices=Licence.choices,
        default=Licence.CC_BY,
        help_text=_("CC BY 4.0: everybody may use it who says where it comes from."),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.last_checked and self.last_checked > timezone.localdate():
            message = _("This day has yet to come. Choose today or an earlier day.")
            raise ValidationError({"last_checked": message})
        if self.last_checked and self.review_due and self.review_due <= self.last_checked:
            raise ValidationError(
                {"review_due": _("The next check lies before the last one. Choose a later day.")}
            )


provenance_panel = MultiFieldPanel(
    [
        FieldPanel("written_by"),
        FieldRowPanel([FieldPanel("last_checked"), FieldPanel("review_due")]),
        FieldPanel("source"),
        FieldPanel("source_url"),
        FieldPanel("licence"),
    ],
    heading=_("Where it comes from"),
)
