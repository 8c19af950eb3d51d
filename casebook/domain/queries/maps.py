"""Regions on the map of the country: which ones, in which state, and what lies over what."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q
from django.utils import timezone

from casebook.geo.outlines import country_path, province_lines
from casebook.models import PartnershipRegion, Region, RegionMunicipality

# The furthest state wins where several partnerships share a region.
FURTHEST_FIRST = ("full", "hatched", "line")


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
    here: dict[int, list[int]] = {}
    for link in links:
        if link.partnership_id in states:
            regions[link.region_id] = link.region
            here.setdefault(link.region_id, []).append(link.partnership_id)
    areas = municipalities_of(regions)
    order = sorted((pk for pk in regions if regions[pk].outline), key=lambda pk: (-len(areas[pk]), pk))
    drawn = []
    covered: set[int] = set()
    for pk in order:
        hidden = areas[pk] and 2 * len(areas[pk] & covered) >= len(areas[pk])
        furthest = min((states[one] for one in here[pk]), key=FURTHEST_FIRST.index)
        who, url = (portraits or {}).get(here[pk][0], ("", "")) if len(here[pk]) == 1 else ("", "")
        drawn.append(drawn_region(regions[pk], "line" if hidden else furthest, name=who, url=url))
        covered |= areas[pk]
    return national_map(drawn, name=name, **look) if drawn else None


def drawn_region(region: Region, state: str, *, name: str = "", url: str = "") -> dict[str, str]:
    """A region on the map; `state` is full, hatched or line, `url` leads to the one partnership there."""
    return {"name": name or region.name, "path": region.outline, "state": state, "url": url}


def national_map(regions: Iterable[Any], *, name: str, **look: Any) -> dict[str, Any]:
    """Give the context of the map component: country, provinces and regions, largest first."""
    shapes = {"country": country_path(), "provinces": province_lines(), "regions": list(regions)}
    return {"name": name, **shapes, **look}


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
