"""Making partnerships, and recording which obstacles they meet."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from casebook.domain.outlines import draw_partnership, lock_outlines
from casebook.enums import SightingState
from casebook.models import (
    ObstaclePage,
    Partnership,
    PartnershipMember,
    PartnershipRegion,
    PartnershipSector,
    Region,
    Sector,
    Sighting,
)
from website.domain.publishing import in_order


@transaction.atomic
def create_partnership(
    *,
    members: Sequence[PartnershipMember],
    regions: Sequence[Region],
    sectors: Iterable[Sector] = (),
    **fields: Any,
) -> Partnership:
    """Make a partnership of at least one organisation in at least one region; `fields` are its own.

    Raises ValidationError when something is missing or does not fit together.
    """
    if not members:
        raise ValidationError({"members": _("A partnership has at least one organisation.")})
    if not regions:
        raise ValidationError({"region_links": _("A partnership works in at least one region.")})
    partnership = Partnership(**fields)
    partnership.members.set(in_order(members))
    partnership.region_links.set(in_order([PartnershipRegion(region=each) for each in regions]))
    partnership.sector_links.set(in_order([PartnershipSector(sector=each) for each in sectors]))
    lock_outlines()
    partnership.full_clean()
    draw_partnership(partnership=partnership)
    partnership.save()
    return partnership


@transaction.atomic
def record_sighting(
    *,
    partnership: Partnership,
    obstacle: ObstaclePage,
    state: SightingState,
    since: date | None = None,
    what_helped: str = "",
    named: bool = False,
) -> Sighting:
    """Record how far a partnership is with an obstacle; what it said before about the same one is replaced.

    Without `named` the partnership is counted, but not shown. Raises ValidationError for bad values.
    """
    # Of two at once, the second finds what the first said.
    Partnership.objects.select_for_update(no_key=True).filter(pk=partnership.pk).values_list("pk").first()
    known = Sighting.objects.filter(partnership=partnership, obstacle=obstacle).first()
    sighting = known or Sighting(partnership=partnership, obstacle=obstacle)
    sighting.state = state
    sighting.since = since
    sighting.what_helped = what_helped
    sighting.named = named
    sighting.full_clean()
    sighting.save()
    return sighting
