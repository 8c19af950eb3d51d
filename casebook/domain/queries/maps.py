"""Regions on the map of the country: which ones, in which state, and what lies over what."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q
from django.utils import timezone

from casebook.geo.outlines import coarse, country_path, province_lines
from casebook.models import PartnershipRegion, Region, RegionMunicipality

# Of more regions no provinces are drawn.
MOST_WITH_PROVINCES = 20
# The furthest state wins where several partnerships share a region.
FURTHEST_FIRST = ("full", "hatched", "line")


def map_of_partnerships(
    states: Mapping[int, str],
    links: Iterable[PartnershipRegion],
    *,
    name: str,
    **look: Any,
) -> dict[str, Any] | None:
    """Draw the regions of partnerships (id → state) on the country; None when none of them has a shape.

    `links` are the regions of partnerships, others left alone. One query. A region that lies for at least
    half under larger ones is a line on top of them, so that all can be seen; one that smaller ones cover
    wholly is left to those.
    """
    regions = {}
    here: dict[int, list[int]] = {}
    for link in links:
        if link.partnership_id in states:
            regions[link.region_id] = link.region
            here.setdefault(link.region_id, []).append(link.partnership_id)
    areas = municipalities_of(regions)
    drawn = []
    covered: set[int] = set()
    for region in in_sight(largest_first(regions, areas), areas):
        pk = region.pk
        hidden = areas[pk] and 2 * len(areas[pk] & covered) >= len(areas[pk])
        furthest = min((states[one] for one in here[pk]), key=FURTHEST_FIRST.index)
        drawn.append(drawn_region(region, "line" if hidden else furthest))
        covered |= areas[pk]
    return national_map(drawn, name=name, **look) if drawn else None


def largest_first(regions: Mapping[int, Any], areas: Mapping[int, set[int]]) -> list[Any]:
    """Regions that have an outline, by key, so that a small one comes to lie on top of a large one."""
    drawn = [one for one in regions.values() if one.outline]
    return sorted(drawn, key=lambda one: (-len(areas[one.pk]), one.pk))


def in_sight(order: list[Any], areas: Mapping[int, set[int]]) -> list[Any]:
    """Those of regions, largest first, of which those on top leave something to see."""
    covered: set[int] = set()
    seen = []
    for region in reversed(order):
        if not areas[region.pk] or areas[region.pk] - covered:
            seen.append(region)
        covered |= areas[region.pk]
    return seen[::-1]


def drawn_region(region: Region, state: str) -> dict[str, str]:
    """A region on the map; `state` is full, hatched or line."""
    return {"name": region.name, "path": region.outline, "state": state}


def national_map(regions: Iterable[Any], *, name: str, **look: Any) -> dict[str, Any]:
    """Give the context of the map component: country, provinces and regions, largest first.

    Where regions cover the country, provinces would only be in the way.
    """
    drawn = [{**region, "path": coarse(region["path"])} for region in regions]
    provinces = coarse(province_lines()) if len(drawn) <= MOST_WITH_PROVINCES else None
    return {"name": name, "country": coarse(country_path()), "provinces": provinces, "regions": drawn, **look}


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
