"""The list of portraits."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.viewer import Viewer
from casebook.blocks import obstacle_ids
from casebook.domain.queries.filters import Filter
from casebook.domain.queries.lessons import place_of, with_places
from casebook.domain.queries.listing import listing, region_filter, sector_filter
from casebook.domain.queries.names import named
from casebook.domain.queries.portraits import visible_portraits
from casebook.domain.queries.rows import obstacle_links_by_id, shape_of
from casebook.enums import Phase
from casebook.models import PortraitIndexPage, PortraitPage


def portrait_index(
    *, page: PortraitIndexPage, viewer: Viewer, parameters: Mapping[str, str]
) -> dict[str, Any]:
    """Read portraits, newest first, with filters on sector, region and phase."""
    return listing(
        page=page,
        viewer=viewer,
        parameters=parameters,
        pages=visible_portraits(viewer),
        filters=[
            sector_filter("partnership"),
            region_filter("partnership"),
            Filter(
                "fase",
                _("Phase"),
                "partnership__phase",
                labels={item.value: str(item.label) for item in Phase},
            ),
        ],
        draw=lambda portraits: portrait_rows(portraits, viewer=viewer),
        count_text=lambda n: ngettext("%(n)d portrait", "%(n)d portraits", n) % {"n": n},
    )


def portrait_rows(portraits: QuerySet[PortraitPage], *, viewer: Viewer) -> list[dict[str, Any]]:
    """Draw portraits as rows: outline, who and where, and the obstacles in the margin of the story."""
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
    """Name the partnership and its place, as far as there is one."""
    partnership = portrait.partnership
    if partnership is None:
        return ""
    place = place_of(partnership)
    return f"{named([partnership])}, {place}" if place else named([partnership])
