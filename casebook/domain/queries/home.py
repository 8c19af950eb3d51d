"""What the casebook shows on the home page, read once for all of its parts."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Window
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.viewer import Viewer
from casebook.domain.queries.home_map import home_map
from casebook.domain.queries.obstacles import obstacle_item
from casebook.domain.queries.rows import lesson_rows, story_obstacle_links, visible
from casebook.models import LessonPage, ObstaclePage, PortraitPage
from website.models import ContentPage

MOST_OBSTACLES = 6
MOST_LESSONS = 4
INDEXES = ("obstacleindexpage", "lessonindexpage", "portraitindexpage")

Part = dict[str, Any] | None


def home_parts(viewer: Viewer) -> dict[str, Part]:
    """Read obstacles, the map, what crossed, a portrait and the newest lessons, each if there is one."""
    lists = {
        page.content_type.model: page.url or ""
        for page in visible(ContentPage, viewer)
        .filter(content_type__model__in=INDEXES)
        .select_related("content_type")
    }
    told = visible(PortraitPage, viewer).exclude(partnership__isnull=True)
    portraits = list(told.select_related("partnership").defer("body"))
    addresses = {page.partnership_id: page.url or "" for page in portraits if page.partnership_id}
    index = lists.get("portraitindexpage", "")
    drawn = home_map(viewer, addresses=addresses, portraits=index)
    lessons = _lessons(viewer, lists.get("lessonindexpage", ""), addresses)
    all_portraits = _("All %(n)d portraits") % {"n": len(portraits)}
    return {
        "counted": _counted(lessons, drawn),
        "obstacles": _obstacles(viewer, lists.get("obstacleindexpage", "")),
        "map": drawn and {**drawn, "index": {"title": all_portraits, "url": index} if index else None},
        "crossing": drawn and drawn["crossing"],
        "portrait": _portrait(portraits, viewer),
        "lessons": lessons,
    }


def _counted(lessons: Part, drawn: Part) -> Part:
    if lessons is None or drawn is None:
        return None
    total, partnerships = lessons["total"], drawn["total"]
    text = ngettext("%(n)d partnership", "%(n)d partnerships", partnerships)
    return {
        "lessons": ngettext("%(n)d lesson", "%(n)d lessons", total) % {"n": total},
        "partnerships": text % {"n": partnerships},
    }


def _obstacles(viewer: Viewer, index: str) -> Part:
    pages = visible(ObstaclePage, viewer).defer("body")
    pages = pages.annotate(met=Count("sightings"), total=Window(Count("pk")))
    found = list(pages.order_by("-met", "code")[:MOST_OBSTACLES])
    if not found:
        return None
    title = _("All %(n)d obstacles") % {"n": found[0].total}
    return {
        "obstacles": [obstacle_item(page, page.met) for page in found],
        "index": {"title": title, "url": index} if index else None,
    }


def _portrait(portraits: list[PortraitPage], viewer: Viewer) -> Part:
    """Give the first that has an outline, large."""
    for page in portraits:
        partnership = page.partnership
        if partnership is None or not partnership.outline:
            continue
        members = partnership.members.select_related("organisation")
        return {
            "portrait": {
                "title": page.title,
                "url": page.url or "",
                "summary": page.summary,
                "shape": partnership.outline,
                "who": ", ".join(member.organisation.name for member in members),
                "since": str(partnership.started.year) if partnership.started else "",
            },
            "obstacle_links": list(story_obstacle_links(page.body, viewer).values()),
        }
    return None


def _lessons(viewer: Viewer, index: str, addresses: Mapping[int, str]) -> Part:
    lessons = visible(LessonPage, viewer).annotate(total=Window(Count("pk")))
    rows = lesson_rows(lessons[:MOST_LESSONS], viewer=viewer, addresses=addresses)
    if not rows:
        return None
    total = rows[0]["page"].total
    title = _("All %(n)d lessons") % {"n": total}
    return {"rows": rows, "index": {"title": title, "url": index} if index else None, "total": total}
