"""The map of the home page and the list beside it: few partnerships by name, many as a number per region."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.viewer import Viewer
from casebook.domain.queries.crossings import crossing_of
from casebook.domain.queries.maps import in_sight, largest_first, municipalities_of, national_map
from casebook.facets import REGION
from casebook.geo.outlines import coarse
from casebook.models import Partnership

# So many partnerships are named. Of more, so many of the fullest regions are in sight, and the others folded.
MOST_NAMED = MOST_IN_SIGHT = 12
# The steps of the map, each with the most partnerships that a region in it has.
STEPS = {"few": 1, "some": 5, "many": 15}

Rows = list[dict[str, Any]]


@dataclass
class Place:
    """A region with the partnerships that work there."""

    pk: int
    name: str
    slug: str
    outline: str
    partnerships: list[int] = field(default_factory=list)

    @property
    def step(self) -> str:
        number = len(self.partnerships)
        return next((step for step, most in STEPS.items() if number <= most), "full")


def home_map(viewer: Viewer, *, addresses: Mapping[int, str], portraits: str) -> dict[str, Any] | None:
    """What the map shows, and the same as a list; None when no partnership has a shape.

    `addresses` are those of portraits, by partnership; `portraits` is that of their list. Four queries.
    """
    partnerships, places = _partnerships_and_places()
    areas = municipalities_of(places)
    order = in_sight(largest_first(places, areas), areas)
    if not order:
        return None
    named = len(partnerships) <= MOST_NAMED
    if named:
        rows = _rows_by_name(partnerships, places, addresses)
    else:
        rows = _rows_by_region(places, addresses, portraits)
    # What lights up together: a row and its regions have a number in common.
    ties: dict[int, list[int]] = {}
    for number, row in enumerate(rows[:MOST_IN_SIGHT], 1):
        row["tie"] = number
        for pk in row["regions"]:
            ties.setdefault(pk, []).append(number)
    crossing = crossing_of(viewer, partnerships, places)
    regions = [
        {
            "name": f"{place.name}: {_who(place, partnerships, named)}",
            "path": place.outline,
            "state": "full" if named else place.step,
            "url": _leads_to(place, rows),
            "tie": " ".join(map(str, ties.get(place.pk, ()))),
        }
        for place in order
    ]
    arcs = [crossing["arc"]] if crossing else []
    drawn = national_map(regions, name=_("Regions with a partnership"), look="water", arcs=arcs)
    return {
        "map": drawn,
        "legend": _legend({region["state"] for region in regions}, named, bool(crossing)),
        "total": len(partnerships),
        "named": named,
        "rows": rows[:MOST_IN_SIGHT],
        "folded": rows[MOST_IN_SIGHT:],
        "all_regions": _("All %(n)d regions") % {"n": len(rows)},
        "crossing": crossing,
    }


def _partnerships_and_places() -> tuple[dict[int, Partnership], dict[int, Place]]:
    """All partnerships by name, with what a name takes, and the regions that they work in; one query."""
    partnerships: dict[int, Partnership] = {}
    places: dict[int, Place] = {}
    rows = Partnership.objects.order_by("name", "region_links__sort_order", "region_links__pk").values_list(
        *("pk", "name", "origin"),
        *(f"region_links__region__{one}" for one in ("pk", "name", "slug", "outline")),
    )
    for pk, name, origin, *region in rows:
        partnerships[pk] = Partnership(pk=pk, name=name, origin=origin)
        if region[0] is not None:
            places.setdefault(region[0], Place(*region)).partnerships.append(pk)
    return partnerships, places


def _rows_by_name(
    partnerships: Mapping[int, Partnership], places: Mapping[int, Place], addresses: Mapping[int, str]
) -> Rows:
    """Each partnership with its outline, regions and sectors; one query."""
    rows: dict[int, dict[str, Any]] = {}
    found = Partnership.objects.filter(pk__in=partnerships).only(*Partnership.SHOWN_FIELDS)
    for one in found.annotate(sector=F("sector_links__sector__name")).order_by(
        "name", "sector_links__sort_order"
    ):
        row = rows.setdefault(one.pk, {"outline": one.outline, "sectors": []})
        row["sectors"] += [one.sector] if one.sector else []
    return [
        {
            "name": one.shown_name,
            "url": addresses.get(pk, ""),
            "shape": coarse(rows[pk]["outline"]),
            "regions": [place.pk for place in places.values() if pk in place.partnerships],
            "place": ", ".join(place.name for place in places.values() if pk in place.partnerships),
            "about": ", ".join(rows[pk]["sectors"]),
        }
        for pk, one in partnerships.items()
    ]


def _rows_by_region(places: Mapping[int, Place], addresses: Mapping[int, str], portraits: str) -> Rows:
    """Each region with how many partnerships work there, the fullest first."""
    fullest_first = sorted(places.values(), key=lambda place: (-len(place.partnerships), place.name))
    return [
        {
            "name": place.name,
            "url": f"{portraits}?{urlencode({REGION.param: place.slug})}"
            if portraits and not addresses.keys().isdisjoint(place.partnerships)
            else "",
            "shape": coarse(place.outline),
            "regions": [place.pk],
            "number": len(place.partnerships),
            "about": _number(len(place.partnerships)),
        }
        for place in fullest_first
    ]


def _leads_to(place: Place, rows: Rows) -> str:
    """Where a region on the map leads to: nowhere when there are several ways."""
    here = [row["url"] for row in rows if place.pk in row["regions"]]
    return here[0] if len(here) == 1 else ""


def _who(place: Place, partnerships: Mapping[int, Partnership], named: bool) -> str:
    if named:
        return ", ".join(partnerships[pk].shown_name for pk in place.partnerships)
    return _number(len(place.partnerships))


def _number(partnerships: int) -> str:
    """In a short word: it stands in narrow columns."""
    text = ngettext("%(n)d partnership there", "%(n)d partnerships there", partnerships)
    return text % {"n": partnerships}


def _legend(states: set[str], named: bool, crosses: bool) -> list[dict[str, str]]:
    """Say in words what is drawn, as far as it is."""
    some, many = STEPS["few"] + 1, STEPS["some"] + 1
    words = {
        "few": _number(STEPS["few"]),
        "some": _("%(least)d to %(most)d") % {"least": some, "most": STEPS["some"]},
        "many": _("%(least)d to %(most)d") % {"least": many, "most": STEPS["many"]},
        "full": _("a partnership works here") if named else _("more than %(n)d") % {"n": STEPS["many"]},
    }
    legend = [{"state": state, "label": text} for state, text in words.items() if state in states]
    return legend + ([{"state": "bridge", "label": _("a lesson crossed")}] if crosses else [])
