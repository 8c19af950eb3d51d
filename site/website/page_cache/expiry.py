"""When a kept page gets out of date though nothing is written: a page begins or expires, or a day ends."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.db.models import Min, Q
from django.utils import timezone
from wagtail.models import Page

Source = Callable[[datetime], datetime | None]

sources: list[Source] = []


def register(source: Source) -> None:
    """Add a function that gives the first moment after ``now`` at which pages look otherwise, or None."""
    sources.append(source)


def next_change(now: datetime) -> datetime:
    """The first moment after ``now`` at which a page may look otherwise though nobody changed anything."""
    # Borders of regions, and whatever else has a date, change with the day.
    tomorrow = timezone.localtime(now).date() + timedelta(days=1)
    midnight = timezone.make_aware(datetime.combine(tomorrow, time()))
    pages = Page.objects.filter(live=True).aggregate(
        expires=Min("expire_at", filter=Q(expire_at__gt=now)),
        begins=Min("go_live_at", filter=Q(go_live_at__gt=now)),
    )
    told = (midnight, *pages.values(), *(source(now) for source in sources))
    return min(moment for moment in told if moment is not None)
