"""Announcing a meeting."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from casebook.domain.publishing import index_of, publish_below
from casebook.models import LessonPage, ObstaclePage, Partnership
from events.enums import AttendanceMode, Zone
from events.models import (
    MeetingIndexPage,
    MeetingLesson,
    MeetingObstacle,
    MeetingPage,
    MeetingPartnership,
)


@transaction.atomic
def announce_meeting(
    *,
    title: str,
    summary: str,
    starts_at: datetime,
    ends_at: datetime,
    for_whom: str,
    obstacles: Sequence[ObstaclePage],
    zone: Zone = Zone.AMSTERDAM,
    attendance_mode: AttendanceMode = AttendanceMode.PLACE,
    place: str = "",
    online_note: str = "",
    organised_by: str = "SBB",
    how_to_sign_up: str = "",
    sign_up_url: str = "",
    partnerships: Sequence[Partnership] = (),
    result: str = "",
    lessons: Sequence[LessonPage] = (),
    body: list[dict[str, Any]] | None = None,
    slug: str = "",
    by: User | None = None,
) -> MeetingPage:
    """Publish a meeting about at least one obstacle; times carry their zone, `body` raw values of a story.

    Raises ValidationError, by field, for what does not fit.
    """
    if not obstacles:
        raise ValidationError({"meeting_obstacles": _("A meeting is about at least one obstacle.")})
    page = MeetingPage(
        title=title,
        slug=slug,
        summary=summary,
        starts_at=starts_at,
        ends_at=ends_at,
        zone=zone,
        attendance_mode=attendance_mode,
        place=place,
        online_note=online_note,
        for_whom=for_whom,
        organised_by=organised_by,
        how_to_sign_up=how_to_sign_up,
        sign_up_url=sign_up_url,
        result=result,
        body=body or [],
    )
    page.meeting_obstacles = [MeetingObstacle(obstacle=row, sort_order=n) for n, row in enumerate(obstacles)]
    page.meeting_partnerships = [
        MeetingPartnership(partnership=row, sort_order=n) for n, row in enumerate(partnerships)
    ]
    page.meeting_lessons = [MeetingLesson(lesson=row, sort_order=n) for n, row in enumerate(lessons)]
    return publish_below(parent=index_of(MeetingIndexPage), page=page, by=by)
