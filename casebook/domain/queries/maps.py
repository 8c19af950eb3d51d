"""Regions on the map of the country: which ones, in which state, and what lies over what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from casebook.geo.outlines import country_outline, province_lines
from casebook.models import PartnershipRegion, RegionMunicipality

# The furthest state wins where several partnerships share a region.
FURTHEST_FIRST = ("full", "hatched", "line")


@dataclass(frozen=True)
class DrawnRegion:
    """A region on the map; `state` is full, hatched or line, `url` leads to the one partnership there."""

    name: str
    path: str
    state: str
    url: str = ""


def map_of_partnerships(
    states: Mapping[int, str],
    links: Iterable[PartnershipRegion],
    *,
    name: str,
    portraits: Mapping[int, tuple[str, str]] | None = None,
    **look: Any,
) -> dict[str, Any] | None:
    """Draw the regions of partnerships (id → state) on the country; None when none of them has a shape.

    `links` are the regions of partnerships, others left alone; `portraits` (id → name and address) makes the
    region of one partnership lead to it. One query. A region that lies for at least half under larger ones is
    a line on top of them, so that all can be seen.
    """
    regions = {}
    found: dict[int, str] = {}
    here: dict[int, list[int]] = {}
    for link in links:
        if link.partnership_id in states:
            region, state = link.region, states[link.partnership_id]
            regions[region.pk] = region
            found[region.pk] = min(found.get(region.pk, state), state, key=FURTHEST_FIRST.index)
            here.setdefault(region.pk, []).append(link.partnership_id)
    areas = municipalities_of(regions)
    order = sorted((pk for pk in regions if regions[pk].outline), key=lambda pk: (-len(areas[pk]), pk))
    drawn: list[DrawnRegion] = []
    covered: set[int] = set()
    for pk in order:
        hidden = areas[pk] and 2 * len(areas[pk] & covered) >= len(areas[pk])
        state = "line" if hidden else found[pk]
        who, url = (portraits or {}).get(here[pk][0], ("", "")) if len(here[pk]) == 1 else ("", "")
        drawn.append(DrawnRegion(who or regions[pk].name, regions[pk].outline, state, url))
        covered |= areas[pk]
    return national_map(drawn, name=name, **look) if drawn else None


def national_map(regions: Iterable[Any], *, name: str, **look: Any) -> dict[str, Any]:
    """Give the context of the map component: country, provinces and regions, largest first."""
    return {
        "name": name,
        "country": country_outline(),
        "provinces": province_lines(),
        "regions": list(regions),
        **look,
    }


def municipalities_of(regions: Iterable[int]) -> dict[int, set[int]]:
    """Give the municipalities of today of each region; one query."""
    today = timezone.localdate()
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=today)
    not_over = Q(valid_until__isnull=True) | Q(valid_until__gte=today)
    areas: dict[int, set[int]] = {pk: set() for pk in regions}
    rows = RegionMunicipality.objects.filter(begun, not_over, region__in=areas)
    for region, municipality in rows.values_list("region_id", "municipality_id"):
        areas[region].add(municipality)
    return areas
