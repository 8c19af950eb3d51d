"""The list of one kind of page: a search without words, narrowed down by links.

The index in the database says which pages have what was chosen and how many have what else; the pages
themselves, and their order, come from the query of the room that they belong to.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from search.analysis.synonyms import SynonymTable
from search.engines.database import DatabaseEngine
from search.engines.facets import Counts
from search.forms import PAGE, Address, known_choices
from search.registry import Facet, Labels, labels_of
from website.models import ContentPage
from website.paging import pages_around, title_note

PER_PAGE = 20


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
) -> dict[str, Any]:
    """What the template of a list shows of ``pages``: those of a kind that the viewer may read, in order.

    ``parameters`` are those of the address, with at most one choice of each facet; what they ask in vain is
    left out, and ``notices`` say so. ``draw`` gives the context of the pages that are shown; where
    ``per_page`` is None all stand on one page.
    """
    asked = {facet.name: [parameters[facet.param]] for facet in facets if parameters.get(facet.param)}
    chosen, left_out = known_choices(asked, facets)
    # Without words no synonym is asked for.
    index = DatabaseEngine(SynonymTable)
    ids, counts = index.of_kind(kind, {name: frozenset(some) for name, some in chosen.items()}, viewer)
    # Of a narrowed list only the ids are read whole: a database takes so many in one question and no more.
    found: Any
    if chosen:
        found = [pk for pk in pages.values_list("pk", flat=True) if pk in ids]
    else:
        found = pages if per_page else list(pages)
    paginator: Paginator[Any] = Paginator(found, per_page or max(len(found), 1))
    current, off = page_asked(paginator, parameters.get(PAGE) or "1")
    base = page.url or ""
    address, tags = _address(base, facets, chosen), _tags(base, facets, chosen)
    context = {
        "noindex": bool(chosen or left_out or off) or page.noindex,
        "canonical_query": address.page(current.number).removeprefix(base),
        "notices": [*off, *left_out],
        "count_text": count_text(paginator.count),
        "facets": _facets(base, facets, chosen, counts),
        "chosen_count": len(chosen),
        "tags": tags,
        "title_note": title_note(current.number, [tag["label"] for tag in tags]),
        "clear_url": base if len(chosen) > 1 else "",
        **draw(pages.filter(pk__in=current.object_list) if chosen else current.object_list),
        **pages_around(current=current.number, last=paginator.num_pages, address=address.page),
    }
    if not paginator.count:
        ways = _ways_on(base, facets, chosen, lambda others: len(index.of_kind(kind, others, viewer)[0]))
        context["empty"] = _nothing_found(base, bool(chosen), ways)
    return context


def page_asked(paginator: "Paginator[Any]", number: str) -> "tuple[Page[Any], list[str]]":
    """The page of this number, or else the first one with a notice."""
    try:
        return paginator.page(number), []
    except InvalidPage:
        return paginator.page(1), [_("That page does not exist. This is the first one.")]


def _address(base: str, facets: Sequence[Facet], chosen: Mapping[str, Any]) -> Address:
    """The address of these choices; each has one place in it, that of its facet."""
    return Address(
        base, tuple((facet.param, code) for facet in facets for code in chosen.get(facet.name, ()))
    )


def _link(base: str, facets: Sequence[Facet], chosen: Mapping[str, Any]) -> dict[str, Any]:
    """The way to other choices. Robots do not follow it to where choices come together, for of those
    addresses there is no end."""
    address = _address(base, facets, chosen)
    return {"url": address.url(), "nofollow": len(address.pairs) > 1}


def _facets(base: str, facets: Sequence[Facet], chosen: Labels, counts: Counts) -> list[dict[str, Any]]:
    """Every facet with something to choose: an option chooses, or lets go of what is chosen."""
    shown = []
    labels = labels_of({facet.name: counts.get(facet.name, {}) for facet in facets}, facets=facets)
    for facet in facets:
        here, others = chosen.get(facet.name, {}), {**chosen, facet.name: {}}
        options = [
            {
                "label": label.label,
                "code": label.sign,
                "count": counts[facet.name][code],
                "chosen": code in here,
                **_link(base, facets, others if code in here else {**chosen, facet.name: [code]}),
            }
            for code, label in labels[facet.name].items()
        ]
        if options:
            shown.append({"title": facet.label, "options": options})
    return shown


def _tags(base: str, facets: Sequence[Facet], chosen: Labels) -> list[dict[str, Any]]:
    return [
        {"label": label.label, **_link(base, facets, {**chosen, facet.name: {}})}
        for facet in facets
        for label in chosen.get(facet.name, {}).values()
    ]


def _ways_on(
    base: str, facets: Sequence[Facet], chosen: Labels, found: Callable[[dict[str, frozenset[str]]], int]
) -> list[dict[str, Any]]:
    """The choices that leave something when they go, with how much; ``found`` counts what has others."""
    codes = {name: frozenset(some) for name, some in chosen.items()}
    without = {
        facet: found({name: some for name, some in codes.items() if name != facet.name})
        for facet in facets
        if chosen.get(facet.name)
    }
    return [
        {
            "title": _("Without %(filter)s (%(total)d)")
            % {"filter": _label(chosen[facet.name]), "total": total},
            "url": _address(base, facets, {**chosen, facet.name: {}}).url(),
        }
        for facet, total in without.items()
        if total and len(chosen) > 1
    ]


def _label(labels: Mapping[str, Any]) -> str:
    return ", ".join(f"{one.sign} {one.label}".strip() for one in labels.values())


def _nothing_found(base: str, chosen: bool, ways: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What to let go of when a choice leaves nothing, or that there is nothing yet."""
    if not chosen:
        return {"lead": _("Nothing shared yet."), "text": _("A half-finished one helps too."), "action": None}
    return {
        "lead": _("Nothing fits all of these choices."),
        "text": _("Let go of one, or of all of them.") if ways else "",
        "ways": ways,
        "action": {"title": _("Remove all choices"), "url": base},
    }
