"""What the page of one meeting shows beside its own fields."""

from typing import Any

from django.urls import reverse

from accounts.viewer import Viewer
from casebook.domain.queries.names import portrait_addresses
from casebook.domain.queries.rows import shape_of
from casebook.models import LessonPage, ObstaclePage, Partnership
from events.models import MeetingPage


def meeting_context(*, page: MeetingPage, viewer: Viewer) -> dict[str, Any]:
    """``obstacles``, ``partnerships`` and ``lessons`` in the editor's order; ``fictional``; ``calendar_url``.

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
    return {
        "obstacles": [obstacles[pk] for pk in obstacle_ids if pk in obstacles],
        "lessons": [lessons[pk] for pk in lesson_ids if pk in lessons],
        "partnerships": [
            {
                "name": partnership.name,
                "url": addresses.get(partnership.pk, ""),
                "shape": shape_of(partnership),
                "origin_note": partnership.origin_note,
            }
            for partnership in partnerships
        ],
        "fictional": bool(partnerships) and all(partnership.is_fictional for partnership in partnerships),
        "calendar_url": reverse("meeting_ics", args=[page.pk]) if page.live and page.pk else "",
    }
