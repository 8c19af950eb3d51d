"""What the four lists show: the facets of each, its order, and its rows."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.viewer import Viewer
from casebook.blocks import SIGN_FIELDS, obstacle_ids
from casebook.domain.queries.names import named
from casebook.domain.queries.portraits import visible_portraits, with_places
from casebook.domain.queries.rows import (
    lesson_rows,
    obstacle_links_by_id,
    obstacle_links_of,
    shape_of,
    visible_lessons,
    visible_obstacles,
)
from casebook.domain.queries.sightings import counts_per_obstacle, recognised_by
from casebook.domain.queries.tools import files_of, note_on_files, visible_tools
from casebook.facets import MET_IN_SECTOR, OBSTACLE, OUTCOME, PERSPECTIVE, PHASE, REGION, SECTOR
from casebook.models import ObstaclePage, PortraitPage, ToolObstacle, ToolPage
from casebook.models.links import linked_of_many
from search.lists import list_context
from website.models import ContentPage


def lesson_list(*, page: ContentPage, viewer: Viewer, parameters: Mapping[str, str]) -> dict[str, Any]:
    """Lessons, last checked first."""
    return list_context(
        page=page,
        viewer=viewer,
        parameters=parameters,
        kind="lesson",
        facets=(OUTCOME, PERSPECTIVE, OBSTACLE, SECTOR, REGION),
        pages=visible_lessons(viewer),
        draw=lambda lessons: {"rows": lesson_rows(lessons, viewer=viewer)},
        count_text=lambda n: ngettext("%(n)d lesson", "%(n)d lessons", n) % {"n": n},
    )


def obstacle_list(*, page: ContentPage, viewer: Viewer, parameters: Mapping[str, str]) -> dict[str, Any]:
    """Obstacles in groups, by perspective; all on one page."""
    return list_context(
        page=page,
        viewer=viewer,
        parameters=parameters,
        kind="obstacle",
        facets=(PERSPECTIVE, MET_IN_SECTOR),
        pages=visible_obstacles(viewer).select_related("perspective"),
        draw=lambda obstacles: {"groups": groups_of(obstacles)},
        count_text=lambda n: ngettext("%(n)d obstacle", "%(n)d obstacles", n) % {"n": n},
        per_page=None,
    )


def portrait_list(*, page: ContentPage, viewer: Viewer, parameters: Mapping[str, str]) -> dict[str, Any]:
    """Portraits, newest first."""
    return list_context(
        page=page,
        viewer=viewer,
        parameters=parameters,
        kind="portrait",
        facets=(SECTOR, REGION, PHASE),
        pages=visible_portraits(viewer),
        draw=lambda portraits: {"rows": portrait_rows(portraits, viewer=viewer)},
        count_text=lambda n: ngettext("%(n)d portrait", "%(n)d portraits", n) % {"n": n},
    )


def tool_list(*, page: ContentPage, viewer: Viewer, parameters: Mapping[str, str]) -> dict[str, Any]:
    """Tools by title."""
    return list_context(
        page=page,
        viewer=viewer,
        parameters=parameters,
        kind="tool",
        facets=(PHASE, OBSTACLE),
        pages=visible_tools(viewer),
        draw=lambda tools: {"rows": tool_rows(tools, viewer=viewer)},
        count_text=lambda n: ngettext("%(n)d tool", "%(n)d tools", n) % {"n": n},
    )


def groups_of(obstacles: Iterable[ObstaclePage]) -> list[dict[str, Any]]:
    """Obstacles by their first perspective, in the order of the perspectives."""
    obstacles = list(obstacles)
    counts = counts_per_obstacle(page.pk for page in obstacles)
    perspectives = {page.perspective_id: page.perspective for page in obstacles}
    return [
        {
            "perspective": perspective,
            "obstacles": [
                obstacle_item(page, counts.get(page.pk, 0))
                for page in obstacles
                if page.perspective_id == perspective.pk
            ],
        }
        for perspective in sorted(perspectives.values(), key=lambda item: (item.order, item.name))
    ]


def obstacle_item(page: ObstaclePage, sightings: int) -> dict[str, str]:
    return {
        "code": page.code,
        "title": page.title,
        "url": page.url or "",
        "note": recognised_by(sightings),
    }


def portrait_rows(portraits: QuerySet[PortraitPage], *, viewer: Viewer) -> list[dict[str, Any]]:
    found = list(portraits.select_related("partnership").prefetch_related(with_places()))
    margins = {portrait.pk: obstacle_ids(portrait.body) for portrait in found}
    obstacle_links = obstacle_links_by_id(ids=(pk for ids in margins.values() for pk in ids), viewer=viewer)
    return [
        {
            "url": portrait.url or "",
            "title": portrait.title,
            "text": portrait.summary,
            "shape": shape_of(portrait.partnership),
            "state": "full",
            "who": _who(portrait),
            "obstacle_links": [obstacle_links[pk] for pk in margins[portrait.pk] if pk in obstacle_links],
        }
        for portrait in found
    ]


def _who(portrait: PortraitPage) -> str:
    partnership = portrait.partnership
    if partnership is None:
        return ""
    return f"{named([partnership])}, {partnership.place}" if partnership.place else named([partnership])


def tool_rows(tools: QuerySet[ToolPage], *, viewer: Viewer) -> list[dict[str, Any]]:
    found = list(tools.only("title", "url_path", "summary", "time_needed"))
    keys = [tool.pk for tool in found]
    obstacles, files = linked_of_many(ToolObstacle, "obstacle", keys, only=SIGN_FIELDS), files_of(keys)
    return [
        {
            "url": tool.url or "",
            "title": tool.title,
            "text": tool.summary,
            "who": note_on_files(files.get(tool.pk, ())),
            "obstacle_links": obstacle_links_of(obstacles.get(tool.pk, ()), viewer),
            "facts": [{"term": _("Time"), "value": tool.time_needed}] if tool.time_needed else [],
        }
        for tool in found
    ]
