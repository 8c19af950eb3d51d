"""Which meetings are coming, which are over, and which are about an obstacle."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.core.paginator import Page, Paginator
from django.db.models import Min, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst

from accounts.viewer import Viewer
from events.models import MeetingIndexPage, MeetingPage
from search.forms import PAGE, Address
from search.lists import page_asked

PAST_PER_PAGE = 10
# What a meeting says in a row about an obstacle.
ROW_FIELDS = ("title", "url_path", "starts_at", "ends_at", "zone", "cancelled")


@dataclass(frozen=True, slots=True)
class Month:
    """The meetings of one month; ``first`` is a moment in it."""

    first: datetime
    meetings: list[MeetingPage]

    @property
    def title(self) -> str:
        return capfirst(date_format(self.first, "F Y"))


def visible_meetings(*, viewer: Viewer) -> QuerySet[MeetingPage]:
    """The meetings a viewer may read; aliases left out."""
    return MeetingPage.objects.visible_to(viewer).filter(alias_of__isnull=True)


def agenda_context(
    *, page: MeetingIndexPage, viewer: Viewer, parameters: Mapping[str, str]
) -> dict[str, Any]:
    """``months``: coming meetings by month; ``past``: one page of what was, newest first."""
    past, notices = past_page(viewer=viewer, number=parameters.get(PAGE) or "1")
    return {
        "months": coming_by_month(viewer=viewer),
        "past": past,
        "notices": notices,
        "noindex": bool(notices) or page.noindex,
        "canonical_query": Address("").page(past.number),
    }


def coming(*, viewer: Viewer, now: datetime | None = None) -> QuerySet[MeetingPage]:
    """What is not over yet, soonest first."""
    return (
        visible_meetings(viewer=viewer).filter(ends_at__gte=now or timezone.now()).order_by("starts_at", "pk")
    )


def next_end(now: datetime) -> datetime | None:
    """When the first meeting that is not over yet will be: from then on pages show it otherwise."""
    return MeetingPage.objects.filter(live=True, ends_at__gte=now).aggregate(first=Min("ends_at"))["first"]


def coming_by_month(*, viewer: Viewer, now: datetime | None = None) -> list[Month]:
    """What is coming, month by month on the meetings' own clocks; what has begun stands in this month."""
    moment = now or timezone.now()
    return list(_months(coming(viewer=viewer, now=moment), moment))


def past_page(*, viewer: Viewer, number: str, now: datetime | None = None) -> tuple[Page, list[str]]:
    """One page of what is over, newest first; for a number out of range the first, with words to say so."""
    past = visible_meetings(viewer=viewer).filter(ends_at__lt=now or timezone.now())
    return page_asked(Paginator(past.order_by("-ends_at", "pk"), PAST_PER_PAGE), number)


def about_obstacle(*, obstacle_id: int, viewer: Viewer, most: int = 3) -> list[MeetingPage]:
    """Coming meetings about an obstacle, and then the latest ones that said what came of it."""
    about = (
        visible_meetings(viewer=viewer).filter(meeting_obstacles__obstacle_id=obstacle_id).only(*ROW_FIELDS)
    )
    now = timezone.now()
    ahead = list(about.filter(ends_at__gte=now).order_by("starts_at")[:most])
    behind = about.filter(ends_at__lt=now).exclude(result="").order_by("-ends_at")
    return ahead + list(behind[: most - len(ahead)])


def _months(meetings: Iterable[MeetingPage], now: datetime) -> Iterable[Month]:
    def stands_at(meeting: MeetingPage) -> datetime:
        begun = meeting.starts_at is not None and meeting.starts_at < now
        return now.astimezone(ZoneInfo(meeting.zone)) if begun else meeting.starts_local

    for _key, group in groupby(
        meetings, key=lambda meeting: (stands_at(meeting).year, stands_at(meeting).month)
    ):
        found = list(group)
        yield Month(first=stands_at(found[0]), meetings=found)
