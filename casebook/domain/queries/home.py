"""What the casebook shows on the home page, read once for all of its parts."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Window
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.viewer import Viewer
from casebook.domain.queries.lists import obstacle_item
from casebook.domain.queries.maps import map_of_partnerships
from casebook.domain.queries.names import named
from casebook.domain.queries.portraits import visible_portraits
from casebook.domain.queries.rows import (
    lesson_rows,
    shape_of,
    story_obstacle_links,
    visible_lessons,
    visible_obstacles,
)
from casebook.models import (
    LessonIndexPage,
    ObstacleIndexPage,
    Partnership,
    PartnershipRegion,
    PortraitPage,
)
from website.models import ContentPage

MOST_OBSTACLES = 6
MOST_LESSONS = 4

Part = dict[str, Any] | None


def home_parts(viewer: Viewer) -> dict[str, Part]:
    """Read obstacles to start from, the map, a portrait and the newest lessons, each if there is one."""
    lists = {
        page.specific_class: page.url or ""
        for page in ContentPage.objects.visible_to(viewer)
        .filter(alias_of__isnull=True, content_type__model__in=["obstacleindexpage", "lessonindexpage"])
        .select_related("content_type")
    }
    portraits = list(
        visible_portraits(viewer)
        .exclude(partnership__isnull=True)
        .select_related("partnership")
        .defer("body")
    )
    addresses = {page.partnership_id: page.url or "" for page in portraits if page.partnership_id}
    drawn, lessons = _map(addresses), _lessons(viewer, lists.get(LessonIndexPage, ""), addresses)
    return {
        "counted": _counted(lessons, drawn),
        "obstacles": _obstacles(viewer, lists.get(ObstacleIndexPage, "")),
        "map": drawn,
        "portrait": _portrait(portraits, viewer),
        "lessons": lessons,
    }


def _counted(lessons: Part, drawn: Part) -> Part:
    if lessons is None or drawn is None:
        return None
    total, partnerships = lessons["total"], len(drawn["partnerships"])
    return {
        "lessons": ngettext("%(n)d lesson", "%(n)d lessons", total) % {"n": total},
        "partnerships": ngettext("%(n)d partnership", "%(n)d partnerships", partnerships)
        % {"n": partnerships},
    }


def _obstacles(viewer: Viewer, index: str) -> Part:
    pages = visible_obstacles(viewer).defer("body")
    pages = pages.annotate(met=Count("sightings"), total=Window(Count("pk")))
    found = list(pages.order_by("-met", "code")[:MOST_OBSTACLES])
    if not found:
        return None
    title = _("All %(n)d obstacles") % {"n": found[0].total}
    return {
        "obstacles": [obstacle_item(page, page.met) for page in found],
        "index": {"title": title, "url": index} if index else None,
    }


def _map(addresses: Mapping[int, str]) -> Part:
    """Give every partnership on the map, and the same as a list that leads to the portraits."""
    partnerships = list(Partnership.objects.all())
    drawn = map_of_partnerships(
        {partnership.pk: "full" for partnership in partnerships},
        PartnershipRegion.objects.select_related("region"),
        name=_("Regions with a partnership"),
        portraits={row.pk: (named([row]), addresses[row.pk]) for row in partnerships if row.pk in addresses},
        look="water",
    )
    if drawn is None:
        return None
    states = {region.state for region in drawn["regions"]}
    return {
        "map": drawn,
        "legend": [{"state": state, "label": text} for state, text in _legend() if state in states],
        "partnerships": [
            {"name": named([partnership]), "url": addresses.get(partnership.pk, "")}
            for partnership in partnerships
        ],
    }


def _legend() -> list[tuple[str, str]]:
    return [
        ("full", _("a partnership works here")),
        ("line", _("another one, within that region")),
    ]


def _portrait(portraits: list[PortraitPage], viewer: Viewer) -> Part:
    page = next((page for page in portraits if shape_of(page.partnership)), None)
    if page is None or page.partnership is None:
        return None
    partnership = page.partnership
    members = partnership.members.select_related("organisation")
    return {
        "portrait": {
            "title": page.title,
            "url": page.url or "",
            "summary": page.summary,
            "shape": partnership,
            "name": named([partnership]),
            "who": ", ".join(member.organisation.name for member in members),
            "since": str(partnership.started.year) if partnership.started else "",
        },
        "obstacle_links": list(story_obstacle_links(page.body, viewer).values()),
    }


def _lessons(viewer: Viewer, index: str, addresses: Mapping[int, str]) -> Part:
    lessons = visible_lessons(viewer).annotate(total=Window(Count("pk")))
    rows = lesson_rows(lessons[:MOST_LESSONS], viewer=viewer, addresses=addresses)
    if not rows:
        return None
    total = rows[0]["page"].total
    title = _("All %(n)d lessons") % {"n": total}
    return {"rows": rows, "index": {"title": title, "url": index} if index else None, "total": total}
