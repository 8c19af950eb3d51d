"""Partnerships: organisations with a shared question in regions and sectors."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable
from wagtail.search import index

from casebook.enums import MemberRole, OrganisationKind, Origin, Phase
from casebook.models.region import Region
from casebook.models.shared import Slugged


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


class Sector(Slugged, index.Indexed):  # type: ignore[django-manager-missing]
    """A field of work, in the words of who works there."""

    name = models.CharField(
        _("name"), max_length=80, unique=True, help_text=_("For example: Care and welfare")
    )

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        ordering = ["name"]
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")

    def __str__(self) -> str:
        return self.name


class Partnership(Slugged, index.Indexed, ClusterableModel):  # type: ignore[django-manager-missing]
    """Organisations that work on one question together.

    The outline is that of its regions together, drawn when the partnership or one of its regions is saved.
    """

    name = models.CharField(
        _("name"), max_length=120, unique=True, help_text=_("For example: Maakkring Achterhoek")
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

    # What its name and outline take.
    SHOWN_FIELDS = ("name", "origin", "outline")

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

    @property
    def place(self) -> str:
        """The names of its regions, the main one first."""
        return ", ".join(link.region.name for link in self.region_links.all())

    @property
    def is_fictional(self) -> bool:
        return self.origin == Origin.FICTIONAL

    @property
    def shown_name(self) -> str:
        """The name, said to be invented when it is."""
        return f"{self.name} ({_('invented')})" if self.is_fictional else self.name

    @property
    def origin_mark(self) -> str:
        """The note beside the name in a word or three, for rows where it stands behind every name."""
        marks = {Origin.FICTIONAL: _("invented"), Origin.ESSAY: _("after the essay")}
        return str(marks.get(Origin(self.origin), ""))

    @property
    def origin_note(self) -> str:
        """What has to stand beside the name: nothing for a partnership that speaks for itself."""
        in_full = _("example after the essay, not written by the partnership")
        return str(in_full) if self.origin == Origin.ESSAY else self.origin_mark


class PartnershipMember(Orderable):
    """An organisation in a partnership."""

    partnership = ParentalKey(Partnership, on_delete=models.CASCADE, related_name="members")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=12, choices=MemberRole.choices, default=MemberRole.PARTNER)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "organisation"], name="partnership_has_organisation_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class PartnershipRegion(Orderable):
    """A region of a partnership; the first one is its main region."""

    partnership = ParentalKey(Partnership, on_delete=models.CASCADE, related_name="region_links")
    region = models.ForeignKey(
        Region, verbose_name=_("region"), on_delete=models.PROTECT, related_name="partnership_links"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("region of a partnership")
        constraints = [
            models.UniqueConstraint(fields=["partnership", "region"], name="partnership_has_region_once")
        ]

    def __str__(self) -> str:
        return str(self.region)


class PartnershipSector(Orderable):
    """A sector of a partnership."""

    partnership = ParentalKey(Partnership, on_delete=models.CASCADE, related_name="sector_links")
    sector = models.ForeignKey(
        Sector, verbose_name=_("sector"), on_delete=models.PROTECT, related_name="partnership_links"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("sector of a partnership")
        constraints = [
            models.UniqueConstraint(fields=["partnership", "sector"], name="partnership_has_sector_once")
        ]

    def __str__(self) -> str:
        return str(self.sector)
