"""The rows of a partnership: who take part, where it works and what about."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from casebook.enums import MemberRole
from casebook.models.organisation import Organisation
from casebook.models.partnership import Partnership
from casebook.models.region import Region
from casebook.models.sector import Sector


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
        verbose_name_plural = _("regions of a partnership")
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
        verbose_name_plural = _("sectors of a partnership")
        constraints = [
            models.UniqueConstraint(fields=["partnership", "sector"], name="partnership_has_sector_once")
        ]

    def __str__(self) -> str:
        return str(self.sector)
