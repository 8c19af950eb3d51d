"""Making and drawing partnerships."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casebook.enums import MemberRole, OrganisationKind, Origin, Phase
from casebook.geo.outlines import dissolve
from casebook.models import (
    Organisation,
    Partnership,
    PartnershipMember,
    PartnershipRegion,
    PartnershipSector,
    Region,
    RegionMunicipality,
    Sector,
)


@dataclass(frozen=True)
class Member:
    """An organisation that takes part, as what, and what it brings."""

    organisation: Organisation
    role: MemberRole = MemberRole.PARTNER
    note: str = ""


@transaction.atomic
def create_partnership(
    *,
    name: str,
    question: str,
    phase: Phase,
    members: Sequence[Member],
    regions: Sequence[Region],
    sectors: Iterable[Sector] = (),
    started: date | None = None,
    ended: date | None = None,
    started_note: str = "",
    origin: Origin = Origin.REAL,
    website: str = "",
    slug: str = "",
) -> Partnership:
    """Make a partnership of at least one organisation in at least one region.

    Raises ValidationError when something is missing or does not fit together.
    """
    if not members:
        raise ValidationError({"members": _("A partnership has at least one organisation.")})
    if not regions:
        raise ValidationError({"region_links": _("A partnership works in at least one region.")})
    partnership = Partnership(
        name=name,
        slug=slug,
        question=question,
        phase=phase,
        started=started,
        ended=ended,
        started_note=started_note,
        origin=origin,
        website=website,
    )
    _put_together(partnership, members, regions, sectors)
    lock_outlines()
    partnership.full_clean()
    draw_partnership(partnership=partnership)
    partnership.save()
    return partnership


def _put_together(
    partnership: Partnership, members: Sequence[Member], regions: Sequence[Region], sectors: Iterable[Sector]
) -> None:
    partnership.members = [
        PartnershipMember(
            organisation=member.organisation, role=member.role, note=member.note, sort_order=order
        )
        for order, member in enumerate(members)
    ]
    partnership.region_links = [
        PartnershipRegion(region=region, sort_order=order) for order, region in enumerate(regions)
    ]
    partnership.sector_links = [
        PartnershipSector(sector=sector, sort_order=order) for order, sector in enumerate(sectors)
    ]


def lock_outlines() -> None:
    """Wait until nobody else draws, and let nobody begin before this transaction ends.

    Outlines are drawn from those of others. Who draws reads them after this.
    """
    list(Region.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def draw_partnership(*, partnership: Partnership, on: date | None = None) -> Partnership:
    """Give a partnership the outline of its regions together, as they are on a day (today); does not save."""
    regions = [link.region for link in partnership.region_links.all()]
    if len(regions) == 1:
        partnership.outline, partnership.view_box = regions[0].outline, regions[0].view_box
        return partnership
    day = on or timezone.localdate()
    rows = RegionMunicipality.objects.filter(region__in=regions).select_related("municipality")
    outline = dissolve({row.municipality.code for row in rows if row.is_valid_on(day)})
    partnership.outline = outline.path
    partnership.view_box = outline.box.view_box if outline.box else ""
    return partnership


def ensure_organisation(*, name: str, kind: OrganisationKind, website: str = "") -> Organisation:
    """Give the organisation of this name, made when it is not there yet; one that is there stays as it is."""
    organisation, _made = Organisation.objects.get_or_create(
        name=name, defaults={"kind": kind, "website": website}
    )
    return organisation


def ensure_sector(*, name: str) -> Sector:
    sector, _made = Sector.objects.get_or_create(name=name)
    return sector
