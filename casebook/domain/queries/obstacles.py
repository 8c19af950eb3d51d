"""What the page of an obstacle shows; who met it is counted always, and named where that was allowed."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, When, Window
from django.db.models.functions import RowNumber
from django.utils.html import format_html_join
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.viewer import Viewer
from casebook.blocks import SIGN_FIELDS
from casebook.domain.queries.maps import map_of_partnerships
from casebook.domain.queries.rows import (
    ORDER,
    lesson_rows,
    linked_names,
    portrait_addresses,
    story_obstacle_links,
    visible,
)
from casebook.enums import Outcome, SightingState
from casebook.facets import OBSTACLE
from casebook.models import (
    LessonIndexPage,
    LessonPage,
    Municipality,
    ObstaclePage,
    Partnership,
    PartnershipRegion,
    Perspective,
    Sighting,
    ToolPage,
)

MOST_LESSONS, MOST_FAILURES, MOST_TOGETHER = 6, 3, 4
# So many names of who met an obstacle stand in one line, more by region, of which so many are open.
MOST_IN_A_LINE, MOST_OPEN = 12, 3
# So many names are links, and so many are named; who is furthest first, of the others a number per region.
MOST_LINKED, MOST_NAMED = 60, 120
LAST_CHECKED_FIRST = gettext_lazy("last checked first")


def obstacle_context(*, page: ObstaclePage, viewer: Viewer) -> dict[str, Any]:
    # By key: a preview may show an obstacle that is not in the database.
    key = page.pk or 0
    addresses = portrait_addresses(partnerships=_partnerships(key), viewer=viewer)
    rows = lesson_rows(_lessons(key, viewer), viewer=viewer, addresses=addresses)
    helped = [row for row in rows if not row["page"].failed]
    failed = [row for row in rows if row["page"].failed]
    numbers = [some[0]["page"].total if some else 0 for some in (helped, failed)]
    wanted = [pk for pk in (page.perspective_id, page.second_perspective_id) if pk]
    perspectives = Perspective.objects.in_bulk(wanted)
    tools = visible(ToolPage, viewer).filter(obstacle_links__obstacle=key)
    return {
        "perspectives": [perspectives[pk] for pk in wanted],
        "lessons": helped,
        "lesson_count": _count(numbers[0]),
        "failures": failed,
        "failure_count": _count(numbers[1]),
        "more_lessons": _more(page, sum(numbers), viewer) if sum(numbers) > len(rows) else None,
        "tools": [
            {"title": tool.title, "url": tool.url or "", "note": tool.summary}
            for tool in tools.only("title", "url_path", "summary")
        ],
        "met": who_met(page, addresses=addresses),
        "obstacle_links": story_obstacle_links(page.body, viewer),
        "read_also": _often_together(key, viewer),
    }


def _lessons(obstacle: int, viewer: Viewer) -> QuerySet[LessonPage]:
    """Give the first lessons about an obstacle of what helped and of what did not, with how many of those."""
    about = visible(LessonPage, viewer).filter(obstacle_links__obstacle=obstacle)
    failed = Case(When(outcome=Outcome.FAILURE, then=1), default=0)
    each = about.annotate(
        place=Window(RowNumber(), partition_by=failed, order_by=ORDER[LessonPage]),
        total=Window(Count("pk"), partition_by=failed),
    )
    return each.filter(
        ~Q(outcome=Outcome.FAILURE) & Q(place__lte=MOST_LESSONS)
        | Q(outcome=Outcome.FAILURE) & Q(place__lte=MOST_FAILURES)
    )


def _partnerships(obstacle: int) -> QuerySet[Any]:
    """Give the keys of partnerships that met an obstacle or learned about it, as part of another query."""
    met = Q(sightings__obstacle=obstacle) | Q(lesson_links__lesson__obstacle_links__obstacle=obstacle)
    return Partnership.objects.filter(met).order_by().values("pk")


def _often_together(obstacle: int, viewer: Viewer) -> list[dict[str, Any]]:
    """Give the obstacles that most partnerships met besides this one, as rows of what to read also."""
    both = Count("sightings", filter=Q(sightings__partnership__sightings__obstacle=obstacle))
    found = visible(ObstaclePage, viewer).exclude(pk=obstacle).annotate(both=both).filter(both__gt=0)
    return [
        {
            "kind": _("Obstacle"),
            "icon": "barricade",
            "title": f"{page.code} {page.title}",
            "url": page.url or "",
            "text": ngettext("%(n)d partnership met both", "%(n)d partnerships met both", page.both)
            % {"n": page.both},
        }
        for page in found.only(*SIGN_FIELDS).order_by("-both", "code")[:MOST_TOGETHER]
    ]


def _count(number: int) -> str:
    if not number:
        return ""
    text = ngettext("%(n)d lesson", "%(n)d lessons", number) % {"n": number}
    return f"{text}, {LAST_CHECKED_FIRST}" if number > 1 else text


def _more(page: ObstaclePage, number: int, viewer: Viewer) -> dict[str, str] | None:
    index = visible(LessonIndexPage, viewer).first()
    if index is None:
        return None
    title = _("All %(n)d lessons") % {"n": number}
    return {"title": title, "url": f"{index.url}?{urlencode({OBSTACLE.param: page.code})}"}


def who_met(obstacle: ObstaclePage, *, addresses: Mapping[int, str]) -> dict[str, Any] | None:
    """Give the numbers, the map and the list of who met an obstacle; None when nobody said so.

    Names lead to `addresses`, by partnership. Withheld names count in every number, and stand on no map
    and in no list.
    """
    met = Sighting.objects.filter(obstacle=obstacle.pk or 0).select_related("partnership")
    sightings = list(met.order_by("partnership__name"))
    if not sightings:
        return None
    shown = {
        sighting.partnership_id: SightingState(sighting.state).outline_state
        for sighting in sightings
        if sighting.named
    }
    partnerships = [sighting.partnership_id for sighting in sightings]
    links = list(PartnershipRegion.objects.filter(partnership__in=partnerships).select_related("region"))
    drawn = map_of_partnerships(shown, links, name=_("Regions of partnerships that met this obstacle"))
    on_the_map = [link for link in links if link.partnership_id in shown] if drawn else []
    by_state = {
        state: [sighting for sighting in sightings if sighting.state == state] for state in SightingState
    }
    if len(shown) > MOST_LINKED:
        addresses = {}
    legend, room = [], MOST_NAMED
    for state, some in by_state.items():
        if some:
            known = [sighting.partnership for sighting in some if sighting.named]
            legend.append(_legend(state, len(some), _named(known, links, addresses, room)))
            room -= len(known)
    return {
        "partnerships": len(sightings),
        "regions": len({link.region_id for link in links}),
        "map": drawn,
        "off_the_map": _without_shape(on_the_map),
        "legend": legend,
    }


def counts_per_obstacle(obstacles: Iterable[int]) -> dict[int, int]:
    """Give the number of partnerships that met each obstacle; one query."""
    rows = Sighting.objects.filter(obstacle__in=list(obstacles)).values("obstacle").annotate(n=Count("pk"))
    return {row["obstacle"]: row["n"] for row in rows}


def obstacle_item(page: ObstaclePage, sightings: int) -> dict[str, str]:
    note = ngettext("%(n)d partnership recognises this", "%(n)d partnerships recognise this", sightings)
    return {
        "code": page.code,
        "title": page.title,
        "url": page.url or "",
        "note": note % {"n": sightings} if sightings else "",
    }


def _without_shape(links: Iterable[PartnershipRegion]) -> str:
    """Name the municipalities of these regions that the map cannot show."""
    codes = {code for link in links for code in link.region.missing_codes}
    if not codes:
        return ""
    rows = Municipality.objects.filter(code__in=codes).order_by("name")
    return ", ".join(rows.values_list("name", flat=True))


def _legend(state: SightingState, number: int, named: dict[str, Any]) -> dict[str, Any]:
    """Give one part of the list beside the map: how many, who, and how many withheld their name."""
    label = {
        SightingState.THROUGH: ngettext("%(n)d got through it", "%(n)d got through it", number),
        SightingState.MIDDLE: ngettext(
            "%(n)d is in the middle of it", "%(n)d are in the middle of it", number
        ),
        SightingState.RECOGNISES: ngettext("%(n)d recognises it", "%(n)d recognise it", number),
    }[state]
    withheld = number - named.pop("known")
    parts: list[str] = [named.pop("line")]
    if withheld:
        parts.append(ngettext("%(n)d without a name", "%(n)d without a name", withheld) % {"n": withheld})
    # Not within the f-string: there the collector of texts does not see it.
    joined = _("and")
    note = format_html_join(f" {joined} ", "{}", ((part,) for part in parts if part))
    return {"state": state.outline_state, "label": label % {"n": number}, "note": note, **named}


def _named(
    known: list[Partnership], links: list[PartnershipRegion], addresses: Mapping[int, str], room: int
) -> dict[str, Any]:
    """Name partnerships in a `line`, many by their main region; number those for which there is no room."""
    if len(known) <= min(MOST_IN_A_LINE, room):
        return {"known": len(known), "line": linked_names(known, addresses)}
    main: dict[int, str] = {}
    for link in sorted(links, key=lambda link: (link.sort_order or 0, link.pk)):
        main.setdefault(link.partnership_id, link.region.name)
    here: dict[str, list[Partnership]] = {}
    for partnership in known:
        here.setdefault(main.get(partnership.pk, ""), []).append(partnership)
    regions: list[dict[str, Any]] = [
        {"name": name or _("Without a region"), "number": len(some), "names": linked_names(some, addresses)}
        for name, some in sorted(here.items(), key=lambda item: (not item[0], item[0]))
    ]
    if len(known) > room:
        text = ngettext("In %(n)d region", "In %(n)d regions", len(regions)) % {"n": len(regions)}
        return {"known": len(known), "line": "", "counted": regions, "more": text}
    opened = sorted(regions, key=lambda region: -region["number"])[:MOST_OPEN]
    folded = [region for region in regions if region not in opened]
    more = ngettext("%(n)d more region", "%(n)d more regions", len(folded)) % {"n": len(folded)}
    return {"known": len(known), "line": "", "regions": opened, "folded": folded, "more": more}
