"""What the four lists show: the facets of each, its order, and its rows."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.viewer import Viewer
from casebook.blocks import SIGN_FIELDS, obstacle_ids
from casebook.domain.queries.obstacles import counts_per_obstacle, obstacle_item
from casebook.domain.queries.portraits import with_places_and_sectors
from casebook.domain.queries.rows import ORDER, lesson_rows, obstacle_links_of, visible
from casebook.domain.queries.tools import files_of, note_on_files
from casebook.facets import MET_IN_SECTOR, OBSTACLE, OUTCOME, PERSPECTIVE, PHASE, REGION, SECTOR
from casebook.geo.outlines import coarse
from casebook.models import (
    LessonIndexPage,
    LessonPage,
    ObstacleIndexPage,
    ObstaclePage,
    Partnership,
    PortraitIndexPage,
    PortraitPage,
    ToolIndexPage,
    ToolObstacle,
    ToolPage,
)
from casebook.models.links import linked_of_many
from search.lists import Order, list_context
from website.models import ContentPage


def list_of(*, page: ContentPage, viewer: Viewer, parameters: Mapping[str, str]) -> dict[str, Any]:
    """What one of the four lists shows, with the parameters of its address."""
    pages, draw, options = LISTS[type(page)]
    return list_context(
        page=page,
        viewer=viewer,
        parameters=parameters,
        pages=pages(viewer),
        draw=lambda found: draw(found, viewer),
        **options,
    )


def _groups(obstacles: list[ObstaclePage], viewer: Viewer) -> dict[str, Any]:
    """Obstacles by their first perspective, in the order of the perspectives."""
    counts = counts_per_obstacle(page.pk for page in obstacles)
    perspectives = {page.perspective_id: page.perspective for page in obstacles}
    groups = [
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
    return {"groups": groups}


def _portrait_rows(portraits: QuerySet[PortraitPage], viewer: Viewer) -> dict[str, Any]:
    found = list(portraits.select_related("partnership").prefetch_related(*with_places_and_sectors()))
    margins = {portrait.pk: obstacle_ids(portrait.body) for portrait in found}
    met = visible(ObstaclePage, viewer).filter(pk__in={pk for ids in margins.values() for pk in ids})
    links = {link.pk: link for link in obstacle_links_of(met.only(*SIGN_FIELDS), viewer)}
    rows = [
        {
            "url": portrait.url or "",
            "title": portrait.title,
            "text": portrait.summary,
            "shape": coarse(portrait.partnership.outline) if portrait.partnership else "",
            "state": "full",
            **(_about(portrait.partnership) if portrait.partnership else {}),
            "obstacle_links": [links[pk] for pk in margins[portrait.pk] if pk in links],
        }
        for portrait in found
    ]
    return {"rows": rows}


def _about(partnership: Partnership) -> dict[str, str]:
    sectors = ", ".join(link.sector.name for link in partnership.sector_links.all())
    return {
        "name": partnership.shown_name,
        "who": " – ".join(part for part in (partnership.place, sectors) if part),
    }


def _tool_rows(tools: QuerySet[ToolPage], viewer: Viewer) -> dict[str, Any]:
    found = list(tools.only("title", "url_path", "summary", "time_needed"))
    keys = [tool.pk for tool in found]
    obstacles, files = linked_of_many(ToolObstacle, "obstacle", keys, only=SIGN_FIELDS), files_of(keys)
    rows = [
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
    return {"rows": rows}


NEWEST = Order("nieuwste", gettext_lazy("Newest first"), ("-first_published_at", "-pk"))
CHECKED = Order("nagekeken", gettext_lazy("Last checked first"), ORDER[LessonPage])
BY_NAME = Order("naam", gettext_lazy("By name"), ("partnership__name", "pk"))
BY_TITLE = Order("titel", gettext_lazy("By title"), ("title", "pk"))

# Of each list its pages, what draws them, and how it is narrowed down and counted.
LISTS: dict[type[ContentPage], tuple[Callable[[Viewer], Any], Callable[..., Any], dict[str, Any]]] = {
    LessonIndexPage: (
        lambda viewer: visible(LessonPage, viewer),
        lambda lessons, viewer: {"rows": lesson_rows(lessons, viewer=viewer)},
        {
            "kind": "lesson",
            "facets": (OUTCOME, PERSPECTIVE, OBSTACLE, SECTOR, REGION),
            "orders": (CHECKED, NEWEST, BY_TITLE),
            "count_text": lambda n: ngettext("%(n)d lesson", "%(n)d lessons", n) % {"n": n},
        },
    ),
    ObstacleIndexPage: (
        lambda viewer: visible(ObstaclePage, viewer).select_related("perspective"),
        _groups,
        {
            "kind": "obstacle",
            "facets": (PERSPECTIVE, MET_IN_SECTOR),
            "count_text": lambda n: ngettext("%(n)d obstacle", "%(n)d obstacles", n) % {"n": n},
            # All on one page.
            "per_page": None,
        },
    ),
    PortraitIndexPage: (
        lambda viewer: visible(PortraitPage, viewer),
        _portrait_rows,
        {
            "kind": "portrait",
            "facets": (SECTOR, REGION, PHASE),
            "orders": (NEWEST, CHECKED, BY_NAME),
            "count_text": lambda n: ngettext("%(n)d portrait", "%(n)d portraits", n) % {"n": n},
        },
    ),
    ToolIndexPage: (
        lambda viewer: visible(ToolPage, viewer),
        _tool_rows,
        {
            "kind": "tool",
            "facets": (PHASE, OBSTACLE),
            "count_text": lambda n: ngettext("%(n)d tool", "%(n)d tools", n) % {"n": n},
        },
    ),
}
