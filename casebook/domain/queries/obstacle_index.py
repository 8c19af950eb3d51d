"""The list of obstacles, by perspective."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.viewer import Viewer
from casebook.domain.queries.filters import (
    Filter,
    address,
    choices,
    filter_context,
    left_out,
    narrowed,
)
from casebook.domain.queries.listing import nothing_found
from casebook.domain.queries.rows import visible_obstacles
from casebook.domain.queries.sightings import counts_per_obstacle, recognised_by
from casebook.models import ObstacleIndexPage, ObstaclePage


def obstacle_index(
    *, page: ObstacleIndexPage, viewer: Viewer, parameters: Mapping[str, str]
) -> dict[str, Any]:
    """Read all obstacles in groups, with a filter on the sector of who met them."""
    sector = "sightings__partnership__sector_links__sector"
    filters = [
        Filter("perspectief", _("Perspective"), "perspective__code", "perspective__name"),
        # A partnership that withheld its name would be given away by its sector.
        Filter(
            "sector",
            _("Met in sector"),
            f"{sector}__slug",
            f"{sector}__name",
            within=Q(sightings__named=True),
        ),
    ]
    base = page.url or ""
    pages = visible_obstacles(viewer)
    chosen, unknown = choices(pages, filters, parameters)
    found = list(narrowed(pages, filters, chosen).select_related("perspective"))
    number = len(found)
    context = {
        "noindex": bool(chosen or unknown) or page.noindex,
        "canonical_query": address("", chosen),
        "notices": left_out(unknown),
        "groups": groups_of(found),
        "count_text": ngettext("%(n)d obstacle", "%(n)d obstacles", number) % {"n": number},
        **filter_context(pages, filters, chosen, base),
    }
    if not found:
        context["empty"] = nothing_found(bool(chosen), base)
    return context


def groups_of(obstacles: Iterable[ObstaclePage]) -> list[dict[str, Any]]:
    """Group obstacles by their first perspective, in the order of the perspectives."""
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
    """Draw an obstacle in a list: the spoken sentence, and how many recognise it."""
    return {
        "code": page.code,
        "title": page.title,
        "url": page.url or "",
        "note": recognised_by(sightings),
    }
