"""Recording that a partnership meets, or met, an obstacle."""

from datetime import date

from django.db import transaction

from casebook.enums import SightingState
from casebook.models import ObstaclePage, Partnership, Sighting


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
