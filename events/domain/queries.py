"""What the agenda, the page of a meeting and the rows elsewhere show; each read takes the viewer."""

from collections.abc import Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.db.models import BooleanField, ExpressionWrapper, Min, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst

from accounts.viewer import Viewer
from casebook.domain.queries.related import ways_on
from casebook.domain.queries.rows import portrait_addresses, visible
from casebook.models import LessonPage, ObstaclePage, Partnership
from events.models import MeetingIndexPage, MeetingPage
from search.forms import PAGE, Address
from search.lists import page_asked
from website.paging import title_note

PAST_PER_PAGE = 10
# What a meeting says in a row about an obstacle.
ROW_FIELDS = ("title", "url_path", "starts_at", "ends_at", "zone", "cancelled")


def agenda_context(
    *, page: MeetingIndexPage, viewer: Viewer, parameters: Mapping[str, str]
) -> dict[str, Any]:
    """``months``: coming meetings by month; ``past``: one page of what was, newest first."""
    over = in_rows(viewer).filter(ends_at__lt=timezone.now()).order_by("-ends_at", "pk")
    past, notices = page_asked(Paginator(over, PAST_PER_PAGE), parameters.get(PAGE) or "1")
    return {
        "months": coming_by_month(viewer=viewer),
        "past": past,
        "notices": notices,
        "noindex": bool(notices) or page.noindex,
        "canonical_query": Address("").page(past.number),
        "title_note": title_note(past.number),
    }


def in_rows(viewer: Viewer) -> QuerySet[MeetingPage]:
    """What a viewer may read, each with ``fictional``: whether all its partnerships are invented."""
    invented = ExpressionWrapper(~MeetingPage.indexable_q(), output_field=BooleanField())
    return visible(MeetingPage, viewer).annotate(fictional=invented)


def coming(*, viewer: Viewer) -> QuerySet[MeetingPage]:
    """What is not over yet, soonest first."""
    return in_rows(viewer).filter(ends_at__gte=timezone.now()).order_by("starts_at", "pk")


def next_end(now: datetime) -> datetime | None:
    """When the first meeting that is not over yet will be: from then on pages show it otherwise."""
    return MeetingPage.objects.filter(live=True, ends_at__gte=now).aggregate(first=Min("ends_at"))["first"]


def coming_by_month(*, viewer: Viewer) -> list[dict[str, Any]]:
    """What is coming, month by month on the meetings' own clocks; what has begun stands in this month."""
    now = timezone.now()

    def stands_at(meeting: MeetingPage) -> datetime:
        starts: datetime = meeting.when.starts
        return now.astimezone(starts.tzinfo) if starts < now else starts

    months = groupby(coming(viewer=viewer), key=lambda meeting: date_format(stands_at(meeting), "F Y"))
    return [{"title": capfirst(month), "meetings": list(meetings)} for month, meetings in months]


def about_obstacle(*, obstacle_id: int, viewer: Viewer, most: int = 3) -> list[MeetingPage]:
    """Coming meetings about an obstacle, and then the latest ones that said what came of it."""
    meetings = visible(MeetingPage, viewer).filter(meeting_obstacles__obstacle_id=obstacle_id)
    about = meetings.only(*ROW_FIELDS)
    now = timezone.now()
    ahead = list(about.filter(ends_at__gte=now).order_by("starts_at")[:most])
    behind = about.filter(ends_at__lt=now).exclude(result="").order_by("-ends_at")
    return ahead + list(behind[: most - len(ahead)])


def meeting_context(*, page: MeetingPage, viewer: Viewer) -> dict[str, Any]:
    """``obstacles``, ``partnerships`` and ``lessons`` in the editor's order; ``fictional``; ``calendar_url``;
    and the ways on.

    Obstacles and lessons are those that the viewer may read. Works for an unsaved preview as well,
    which has no calendar file yet.
    """
    obstacle_ids = [link.obstacle_id for link in page.meeting_obstacles.all()]
    lesson_ids = [link.lesson_id for link in page.meeting_lessons.all()]
    partnership_ids = [link.partnership_id for link in page.meeting_partnerships.all()]
    obstacles = ObstaclePage.objects.visible_to(viewer).in_bulk(obstacle_ids)
    lessons = LessonPage.objects.visible_to(viewer).in_bulk(lesson_ids)
    found = Partnership.objects.in_bulk(partnership_ids)
    addresses = portrait_addresses(partnerships=found, viewer=viewer)
    partnerships = [found[pk] for pk in partnership_ids if pk in found]
    ways = ways_on(obstacles=list(obstacles), partnerships=found, besides=lessons, viewer=viewer)
    return {
        **ways,
        "obstacles": [obstacles[pk] for pk in obstacle_ids if pk in obstacles],
        "lessons": [lessons[pk] for pk in lesson_ids if pk in lessons],
        "partnerships": [
            {
                "name": partnership.name,
                "url": addresses.get(partnership.pk, ""),
                "shape": partnership.outline,
                "origin_note": partnership.origin_note,
            }
            for partnership in partnerships
        ],
        "fictional": bool(partnerships) and all(partnership.is_fictional for partnership in partnerships),
        "calendar_url": reverse("meeting_ics", args=[page.pk]) if page.live and page.pk else "",
    }
