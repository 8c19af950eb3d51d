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

_seen: dict[str, date] = {}


def notice_moved_borders() -> int:
    """Redraw what moved, once a day per process; returns how many regions changed."""
    today = timezone.localdate()
    if _seen.get("day") == today:
        return 0
    changed = redraw_moved_regions(on=today)
    _seen["day"] = today
    return len(changed)


@transaction.atomic
def redraw_moved_regions(*, on: date) -> list[Region]:
    """Redraw the regions whose border moved lately, and their partnerships; gives those that changed."""
    since = on - LOOK_BACK
    joined = Q(memberships__valid_from__gt=since, memberships__valid_from__lte=on)
    left = Q(memberships__valid_until__gte=since, memberships__valid_until__lt=on)
    changed = []
    lock_outlines()
    for region in Region.objects.filter(joined | left).distinct():
        before = region.outline
        if draw_region(region=region, on=on).outline != before:
            region.save(update_fields=["outline", "view_box", "codes_without_shape"])
            redraw_partnerships(region=region)
            changed.append(region)
    return changed
