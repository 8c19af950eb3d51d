"""Who met an obstacle: counted for everybody, named only where the partnership allowed it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casebook.domain.queries.maps import map_of_partnerships
from casebook.domain.queries.names import linked_names
from casebook.enums import SightingState
from casebook.models import Municipality, ObstaclePage, PartnershipRegion, Sighting

WORDS = {
    SightingState.THROUGH: lambda n: ngettext("%(n)d got through it", "%(n)d got through it", n) % {"n": n},
    SightingState.MIDDLE: lambda n: (
        ngettext("%(n)d is in the middle of it", "%(n)d are in the middle of it", n) % {"n": n}
    ),
    SightingState.RECOGNISES: lambda n: ngettext("%(n)d recognises it", "%(n)d recognise it", n) % {"n": n},
}


def who_met(obstacle: ObstaclePage, *, addresses: Mapping[int, str]) -> dict[str, Any] | None:
    """Give the numbers, the map and the list of who met an obstacle; None when nobody said so.

    Names lead to `addresses`, by partnership.

    Withheld names count in every number, and stand on no map and in no list.
    """
    sightings = list(
        Sighting.objects.filter(obstacle=obstacle.pk or 0)
        .select_related("partnership")
        .order_by("partnership__name")
    )
    if not sightings:
        return None
    partnerships = [sighting.partnership_id for sighting in sightings]
    shown = {
        sighting.partnership_id: SightingState(sighting.state).outline_state
        for sighting in sightings
        if sighting.named
    }
    links = list(PartnershipRegion.objects.filter(partnership__in=partnerships).select_related("region"))
    drawn = map_of_partnerships(shown, links, name=_("Regions of partnerships that met this obstacle"))
    return {
        "partnerships": len(sightings),
        "regions": len({link.region_id for link in links}),
        "map": drawn,
        "off_the_map": _without_shape(link for link in links if link.partnership_id in shown)
        if drawn
        else "",
        "legend": [_legend(state, sightings, addresses) for state in SightingState if _of(state, sightings)],
    }


def counts_per_obstacle(obstacles: Iterable[int]) -> dict[int, int]:
    """Give the number of partnerships that met each obstacle; one query."""
    rows = Sighting.objects.filter(obstacle__in=list(obstacles)).values("obstacle").annotate(n=Count("pk"))
    return {row["obstacle"]: row["n"] for row in rows}


def recognised_by(number: int) -> str:
    if not number:
        return ""
    return ngettext("%(n)d partnership recognises this", "%(n)d partnerships recognise this", number) % {
        "n": number
    }


def _without_shape(links: Iterable[PartnershipRegion]) -> str:
    """Name the municipalities of these regions that the map cannot show."""
    codes = {code for link in links for code in link.region.missing_codes}
    if not codes:
        return ""
    return ", ".join(
        Municipality.objects.filter(code__in=codes).order_by("name").values_list("name", flat=True)
    )


def _of(state: SightingState, sightings: Iterable[Sighting]) -> list[Sighting]:
    return [sighting for sighting in sightings if sighting.state == state]


def _legend(
    state: SightingState, sightings: Iterable[Sighting], addresses: Mapping[int, str]
) -> dict[str, str]:
    """Give one line of the list beside the map: how many, who, and how many withheld their name."""
    met = _of(state, sightings)
    known = [sighting.partnership for sighting in met if sighting.named]
    withheld = len(met) - len(known)
    parts = [linked_names(known, addresses)] if known else []
    if withheld:
        text = ngettext("%(n)d without a name", "%(n)d without a name", withheld) % {"n": withheld}
        parts.append(format_html("{}", text))
    # Not within the f-string: there the collector of texts does not see it.
    joined = _("and")
    note = format_html_join(f" {joined} ", "{}", ((part,) for part in parts))
    return {"state": state.outline_state, "label": WORDS[state](len(met)), "note": note}
