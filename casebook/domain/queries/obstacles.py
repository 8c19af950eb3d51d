"""What the page of an obstacle shows."""

from typing import Any

from django.db.models import Count, Q, QuerySet, Window
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.viewer import Viewer
from casebook.domain.queries.names import portrait_addresses
from casebook.domain.queries.rows import lesson_rows, story_obstacle_links, visible_lessons
from casebook.domain.queries.sightings import who_met
from casebook.domain.queries.tools import visible_tools
from casebook.models import LessonIndexPage, ObstaclePage, Partnership, Perspective

MOST_LESSONS = 6
LAST_CHECKED_FIRST = gettext_lazy("last checked first")


def obstacle_context(*, page: ObstaclePage, viewer: Viewer) -> dict[str, Any]:
    # By key: a preview may show an obstacle that is not in the database.
    key = page.pk or 0
    lessons = visible_lessons(viewer).filter(obstacle_links__obstacle=key)
    addresses = portrait_addresses(partnerships=_partnerships(key), viewer=viewer)
    newest = lessons.annotate(total=Window(Count("pk")))[:MOST_LESSONS]
    rows = lesson_rows(newest, viewer=viewer, addresses=addresses)
    number = rows[0]["page"].total if rows else 0
    wanted = [pk for pk in (page.perspective_id, page.second_perspective_id) if pk]
    perspectives = Perspective.objects.in_bulk(wanted)
    return {
        "perspectives": [perspectives[pk] for pk in wanted],
        "lessons": rows,
        "lesson_count": _count(number),
        "more_lessons": _more(page, number, viewer) if number > MOST_LESSONS else None,
        "tools": [
            {"title": tool.title, "url": tool.url or "", "note": tool.summary}
            for tool in visible_tools(viewer)
            .filter(obstacle_links__obstacle=key)
            .only("title", "url_path", "summary")
        ],
        "met": who_met(page, addresses=addresses),
        "obstacle_links": story_obstacle_links(page.body, viewer),
    }


def _partnerships(obstacle: int) -> QuerySet[Any]:
    """Give the keys of partnerships that met an obstacle or learned about it, as part of another query."""
    met = Q(sightings__obstacle=obstacle) | Q(lesson_links__lesson__obstacle_links__obstacle=obstacle)
    return Partnership.objects.filter(met).order_by().values("pk")


def _count(number: int) -> str:
    if not number:
        return ""
    text = ngettext("%(n)d lesson", "%(n)d lessons", number) % {"n": number}
    return f"{text}, {LAST_CHECKED_FIRST}" if number > 1 else text


def _more(page: ObstaclePage, number: int, viewer: Viewer) -> dict[str, str] | None:
    index = LessonIndexPage.objects.visible_to(viewer).filter(alias_of__isnull=True).first()
    if index is None:
        return None
    title = _("All %(n)d lessons") % {"n": number}
    return {"title": title, "url": f"{index.url}?{urlencode({'drempel': page.code})}"}
