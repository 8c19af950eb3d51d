"""Borders that move on a day: regions are drawn anew when a municipality joins or leaves."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from casebook.domain.partnerships import lock_outlines
from casebook.domain.regions import draw_region, redraw_partnerships
from casebook.models import Region

# How long ago a border may have moved while nothing ran to see it.
LOOK_BACK = timedelta(days=31)


def redraw_borders_of_today() -> int:
    """Returns how many regions changed."""
    return len(redraw_moved_regions(on=timezone.localdate()))


@transaction.atomic
def redraw_moved_regions(*, on: date) -> list[Region]:
    """Redraw the regions whose border moved lately, and their partnerships; gives those that changed."""
    since = on - LOOK_BACK
    joined = Q(memberships__valid_from__gt=since, memberships__valid_from__lte=on)
    left = Q(memberships__valid_until__gte=since, memberships__valid_until__lt=on)
    moved = Region.objects.filter(joined | left).distinct()
    if not moved.exists():
        return []
    lock_outlines()
    changed = []
    for region in moved:
        before = region.outline
        if draw_region(region=region, on=on).outline != before:
            region.save(update_fields=["outline", "view_box", "codes_without_shape"])
            redraw_partnerships(region=region)
            changed.append(region)
    return changed
