"""Announcing meetings, and the agenda that they stand below."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from casebook.models import LessonPage, ObstaclePage, Partnership
from events.models import (
    MeetingIndexPage,
    MeetingLesson,
    MeetingObstacle,
    MeetingPage,
    MeetingPartnership,
)
from website.domain.publishing import in_order, index_of, publish_below, put_before_standard_pages
from website.models import HomePage


def announce_meeting(
    *,
    obstacles: Sequence[ObstaclePage],
    partnerships: Sequence[Partnership] = (),
    lessons: Sequence[LessonPage] = (),
    by: User | None = None,
    **fields: Any,
) -> MeetingPage:
    """Publish a meeting about at least one obstacle; `fields` are those of the page, times carry their zone.

    Raises ValidationError, by field, for what does not fit.
    """
    page = MeetingPage(**fields)
    page.meeting_obstacles = in_order([MeetingObstacle(obstacle=each) for each in obstacles])
    page.meeting_partnerships = in_order([MeetingPartnership(partnership=each) for each in partnerships])
    page.meeting_lessons = in_order([MeetingLesson(lesson=each) for each in lessons])
    return publish_below(parent=index_of(MeetingIndexPage), page=page, by=by)


@transaction.atomic
def ensure_agenda(*, home: HomePage) -> None:
    """Make the agenda below the home page; one that is there stays as it is."""
    if MeetingIndexPage.objects.exists():
        return
    page = MeetingIndexPage(
        title=_("Meetings"),
        slug="bijeenkomsten",
        summary=_("Where partnerships with the same obstacle meet each other."),
        show_in_menus=True,
    )
    put_before_standard_pages(publish_below(parent=home, page=page))
