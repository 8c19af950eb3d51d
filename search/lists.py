"""The list of one kind of page: a search without words, narrowed down by links.

The index in the database says which pages have what was chosen and how many have what else; the pages
themselves, and their order, come from the query of the room that they belong to.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from search.analysis.synonyms import SynonymTable
from search.engines.database import DatabaseEngine
from search.engines.facets import Counts
from search.forms import PAGE, SORT, Address, known_choices
from search.registry import Facet, Labels, labels_of
from website.models import ContentPage
from website.paging import pages_around, title_note

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

# With as many filters as a country has regions the page stays below 60 kB.
PER_PAGE = 15
# Of a facet the commonest so many are offered, and the first of those in sight where others are folded.
MOST_OPTIONS, IN_SIGHT = 60, 6
# As long a facet is not folded.
SHORT = 9


@dataclass(frozen=True)
class Order:
    """An order that a list can stand in: how an address asks for it, and what the pages are ordered by."""

    value: str
    label: "StrPromise"
    by: tuple[Any, ...]


@dataclass(frozen=True)
class Place:
    """Where a list stands, and its order where it is not the first; makes the address of every choice."""

    base: str
    facets: Sequence[Facet]
    order: str = ""

    def address(self, chosen: Mapping[str, Any]) -> Address:
        """The address of these choices; each has one place in it, that of its facet."""
        pairs = [(facet.param, code) for facet in self.facets for code in chosen.get(facet.name, ())]
        return Address(self.base, (*pairs, *([(SORT, self.order)] if self.order else ())))

    def link(self, chosen: Mapping[str, Any]) -> dict[str, Any]:
        """The way to other choices. Robots do not follow it to where choices come together, for of those
        addresses there is no end, nor to the same pages in another order."""
        address = self.address(chosen)
        return {"url": address.url(), "nofollow": bool(self.order) or len(address.pairs) > 1}


def list_context(
    *,
    page: ContentPage,
    viewer: Viewer,
    parameters: Mapping[str, str],
    kind: str,
    facets: Sequence[Facet],
    pages: QuerySet[Any],
    draw: Callable[[Any], dict[str, Any]],
    count_text: Callable[[int], str],
    per_page: int | None = PER_PAGE,
    orders: Sequence[Order] = (),
) -> dict[str, Any]:
    """What the template of a list shows of ``pages``: those of a kind that the viewer may read, in order.

    ``parameters`` are those of the address, with at most one choice of each facet; what they ask in vain is
    left out, and ``notices`` say so. ``draw`` gives the context of the pages that are shown; where
    ``per_page`` is None all stand on one page. The first of ``orders`` is the one without being asked.
    """
    asked = {facet.name: [parameters[facet.param]] for facet in facets if parameters.get(facet.param)}
    chosen, left_out = known_choices(asked, facets)
    order = next((one for one in orders if one.value == parameters.get(SORT)), None)
    if order:
        pages = pages.order_by(*order.by)
    place = Place(page.url or "", facets, order.value if order and order is not orders[0] else "")
    # Without words no synonym is asked for.
    index = DatabaseEngine(SynonymTable)
    ids, counts = index.of_kind(kind, {name: frozenset(some) for name, some in chosen.items()}, viewer)
    paginator = _paginated(pages, ids if chosen else None, per_page)
    current, off = page_asked(paginator, parameters.get(PAGE) or "1")
    address, tags = place.address(chosen), _tags(place, chosen)
    everything = place.address({}).url()
    context = {
        "noindex": bool(chosen or left_out or off or place.order) or page.noindex,
        "canonical_query": address.page(current.number).removeprefix(place.base),
        "notices": [*off, *left_out],
        "count_text": count_text(paginator.count),
        "orders": _orders(place, orders, chosen) if paginator.count > 1 else [],
        "facets": _facets(place, chosen, counts),
        "chosen_count": len(chosen),
        "tags": tags,
        "title_note": title_note(current.number, [tag["label"] for tag in tags]),
        "clear_url": everything if len(chosen) > 1 else "",
        **draw(pages.filter(pk__in=current.object_list) if chosen else current.object_list),
        **pages_around(current=current.number, last=paginator.num_pages, address=address.page),
    }
    if not paginator.count:
        ways = _ways_on(place, chosen, lambda others: len(index.of_kind(kind, others, viewer)[0]))
        context["empty"] = _nothing_found(everything if chosen else "", ways)
    return context


def _paginated(pages: QuerySet[Any], ids: Collection[int] | None, per_page: int | None) -> "Paginator[Any]":
    """The pages, or the ids of those of a narrowed list, of which only the ids are read whole: a database
    takes so many in one question and no more."""
    found: Any
    if ids is not None:
        found = [pk for pk in pages.values_list("pk", flat=True) if pk in ids]
    else:
        found = pages if per_page else list(pages)
    return Paginator(found, per_page or max(len(found), 1))


def page_asked(paginator: "Paginator[Any]", number: str) -> "tuple[Page[Any], list[str]]":
    """The page of this number, or else the first one with a notice."""
    try:
        return paginator.page(number), []
    except InvalidPage:
        return paginator.page(1), [_("That page does not exist. This is the first one.")]


def _orders(place: Place, orders: Sequence[Order], chosen: Labels) -> list[dict[str, Any]]:
    """The orders as links, each with one address."""
    return [
        {
            "label": order.label,
            "chosen": order.value == (place.order or orders[0].value),
            **Place(place.base, place.facets, "" if order is orders[0] else order.value).link(chosen),
        }
        for order in orders
    ]


def _facets(place: Place, chosen: Labels, counts: Counts) -> list[dict[str, Any]]:
    """Every facet with something to choose: an option chooses, or lets go of what is chosen."""
    shown = []
    labels = labels_of(
        {facet.name: counts.get(facet.name, {}) for facet in place.facets}, facets=place.facets
    )
    for facet in place.facets:
        here, others = chosen.get(facet.name, {}), {**chosen, facet.name: {}}
        known, times = labels[facet.name], counts.get(facet.name, {})
        commonest = _commonest_first(known, here, times)
        offered = set(commonest[:MOST_OPTIONS])
        in_sight = offered if len(known) <= SHORT else set(commonest[:IN_SIGHT])
        options = {
            code: {
                "label": known[code].label,
                "code": known[code].sign,
                "count": times[code],
                "chosen": code in here,
                **place.link(others if code in here else {**chosen, facet.name: [code]}),
            }
            for code in known
            if code in offered
        }
        if options:
            shown.append(
                {
                    "title": facet.label,
                    "options": [option for code, option in options.items() if code in in_sight],
                    "folded": [option for code, option in options.items() if code not in in_sight],
                    "left_out": len(known) - len(options),
                }
            )
    return shown


def _commonest_first(
    known: Mapping[str, Any], chosen: Mapping[str, Any], times: Mapping[str, int]
) -> list[str]:
    """The values that exist, the chosen one before all others."""
    return sorted(known, key=lambda code: (code not in chosen, -times[code]))


def _tags(place: Place, chosen: Labels) -> list[dict[str, Any]]:
    return [
        {"label": label.label, **place.link({**chosen, facet.name: {}})}
        for facet in place.facets
        for label in chosen.get(facet.name, {}).values()
    ]


def _ways_on(
    place: Place, chosen: Labels, found: Callable[[dict[str, frozenset[str]]], int]
) -> list[dict[str, Any]]:
    """The choices that leave something when they go, with how much; ``found`` counts what has others."""
    if len(chosen) < 2:
        return []
    codes = {name: frozenset(some) for name, some in chosen.items()}
    without = {
        name: found({other: some for other, some in codes.items() if other != name}) for name in chosen
    }
    return [
        {
            "title": _("Without %(filter)s (%(total)d)") % {"filter": _label(chosen[name]), "total": total},
            "url": place.address({**chosen, name: {}}).url(),
        }
        for name, total in without.items()
        if total
    ]


def _label(labels: Mapping[str, Any]) -> str:
    return ", ".join(f"{one.sign} {one.label}".strip() for one in labels.values())


def _nothing_found(everything: str, ways: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What to let go of when a choice leaves nothing; without a way to everything there is nothing yet."""
    if not everything:
        return {"lead": _("Nothing shared yet."), "text": _("A half-finished one helps too."), "action": None}
    return {
        "lead": _("Nothing fits all of these choices."),
        "text": _("Let go of one, or of all of them.") if ways else "",
        "ways": ways,
        "action": {"title": _("Remove all choices"), "url": everything},
    }
