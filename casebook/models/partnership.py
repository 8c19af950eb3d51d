"""Partnerships: organisations with a shared question in one or more regions."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.search import index

from casebook.enums import Origin, Phase
from casebook.models.slugs import unique_slug
from website.models.references import references_updated_once


class Partnership(index.Indexed, ClusterableModel):
    """Organisations that work on one question together.

    The outline is that of its regions together, drawn when the partnership or one of its regions is saved.
    """

    name = models.CharField(
        _("name"), max_length=120, unique=True, help_text=_("For example: Maakkring Achterhoek")
    )
    slug = models.SlugField(
        _("part of the address"),
        max_length=80,
        unique=True,
        blank=True,
        help_text=_("Made from the name when you leave it empty."),
    )
    question = models.TextField(
        _("shared question"),
        max_length=300,
        help_text=_("One sentence. For example: How do we keep enough electricians in our region?"),
    )
    phase = models.CharField(_("phase"), max_length=12, choices=Phase.choices)
    started = models.DateField(
        _("started on"), null=True, blank=True, help_text=_("The first of the month or year will do.")
    )
    ended = models.DateField(
        _("ended on"),
        null=True,
        blank=True,
        help_text=_("Only when it has stopped. Choose “ended” above too."),
    )
    started_note = models.CharField(
        _("note on the start"),
        max_length=160,
        blank=True,
        help_text=_(
            "What a date alone does not tell. For example: agreement in 2015, open since August 2016"
        ),
    )
    origin = models.CharField(
        _("origin"),
        max_length=12,
        choices=Origin.choices,
        default=Origin.REAL,
        help_text=_("An invented partnership is called invented wherever it is shown."),
    )
    website = models.URLField(
        _("website"), blank=True, help_text=_("Where people read more. Begin with https://")
    )
    outline = models.TextField(_("outline"), blank=True, editable=False)
    view_box = models.CharField(_("box of the outline"), max_length=60, blank=True, editable=False)

    # What its name and outline take.
    SHOWN_FIELDS = ("name", "origin", "outline", "view_box")

    search_fields = [
        index.SearchField("name"),
        index.SearchField("question"),
        index.AutocompleteField("name"),
    ]

    class Meta:
        ordering = ["name"]
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        errors: dict[str, Any] = {}
        if self.started and self.ended and self.ended < self.started:
            errors["ended"] = _("The end lies before the start.")
        if self.ended and self.phase and self.phase != Phase.ENDED:
            errors["phase"] = _("There is an end date, so the phase is “ended”.")
        if errors:
            raise ValidationError(errors)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self.slug or unique_slug(self, self.name)
        with references_updated_once(self):
            super().save(*args, **kwargs)

    @property
    def path(self) -> str:
        """The outline under the name that the component of an outline asks for."""
        return self.outline

    @property
    def place(self) -> str:
        """The names of its regions, the main one first."""
        return ", ".join(link.region.name for link in self.region_links.all())

    @property
    def is_fictional(self) -> bool:
        return self.origin == Origin.FICTIONAL

    @property
    def origin_mark(self) -> str:
        """The note beside the name in a word or three, for rows where it stands behind every name."""
        marks = {Origin.FICTIONAL: _("invented"), Origin.ESSAY: _("after the essay")}
        return str(marks.get(Origin(self.origin), ""))

    @property
    def origin_note(self) -> str:
        """What has to stand beside the name: nothing for a partnership that speaks for itself."""
        if self.origin == Origin.FICTIONAL:
            return str(_("invented"))
        if self.origin == Origin.ESSAY:
            return str(_("example after the essay, not written by the partnership"))
        return ""
