"""What can be found: every room registers its kinds of pages and facets, in its own ``search_index.py``."""

import dataclasses
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import F, Model, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from search.documents import Document
from search.port import KIND, YEAR
from website.models import ContentPage

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

LABEL_COLUMNS = ("shown_code", "shown_label", "shown_sign", "shown_place")


@dataclass(frozen=True, slots=True)
class FacetLabel:
    """How one value of a facet is shown: words, and the sign (``S4``) that may stand before them."""

    label: str
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with counts. ``name`` is its key in documents, ``param`` its name in the address. Where the
    labels stand in the database, ``rows(codes)`` gives them as :func:`label_rows`; otherwise
    ``labels(codes)`` does, in the order to show them in. Codes without a label are not offered. A facet
    ``on_lists_only`` is neither offered with a search nor a reason why pages are related."""

    name: str
    param: str
    label: "str | StrPromise"
    labels: Callable[[Collection[str]], Mapping[str, FacetLabel]] | None = None
    rows: Callable[[Collection[str]], QuerySet[Any, Any]] | None = None
    order: int = 100
    on_lists_only: bool = False


def label_rows(
    rows: QuerySet[Any, Any], *, code: str, label: str, sign: str = "", place: str | Combinable
) -> QuerySet[Any, Any]:
    """Rows of a model with the :data:`LABEL_COLUMNS` as text, so that all facets can be read in one query.
    The text of ``place`` puts the labels in order."""
    columns = (
        F(code),
        F(label),
        F(sign) if sign else Value(""),
        F(place) if isinstance(place, str) else place,
    )
    named = zip(LABEL_COLUMNS, columns, strict=True)
    return rows.order_by().annotate(**{name: Cast(column, TextField()) for name, column in named})


@dataclass(frozen=True, slots=True)
class Presentation:
    """What the own room of a hit knows about showing it; read with the hit, never indexed. ``outline`` is an
    SVG path and ``outline_state`` one of ``full``, ``hatched``, ``line``; ``facts`` are pairs of a label and
    a value (outcome, last checked); ``note`` is a mark such as "fictief"."""

    outline: str = ""
    outline_state: str = "full"
    who: str = ""
    facts: "tuple[tuple[str | StrPromise, str], ...]" = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Findable:
    """A kind of page that can be found. ``related(queryset)`` adds the ``select_related`` and
    ``prefetch_related`` that ``build`` needs, ``shown_with(queryset)`` those that ``present`` needs; without
    it, the same. ``dependants`` maps a model that pages are built from to a function that gives the ids of
    the pages built from one instance of it."""

    model: type[ContentPage]
    kind: str
    label: "str | StrPromise"
    build: Callable[[Any], Document]
    icon: str = ""
    order: int = 100
    facets: tuple[Facet, ...] = ()
    dependants: Mapping[type[Model], Callable[[Any], Iterable[int]]] = field(default_factory=dict)
    related: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None
    shown_with: Callable[[QuerySet[Any]], Iterable[Any]] | None = None
    present: Callable[[Any], Presentation] | None = None

    def with_related(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return self.related(rows) if self.related else rows

    def to_show(self, rows: QuerySet[Any]) -> Iterable[Any]:
        return self.shown_with(rows) if self.shown_with else self.with_related(rows)

    def document(self, page: ContentPage) -> Document:
        """The document of a page; who may read it is the page's to say, not the room's."""
        return dataclasses.replace(
            self.build(page),
            page_id=page.pk,
            kind=self.kind,
            readers=(page.audience,),
            visible_until=page.expire_at,
        )


by_model: dict[type[ContentPage], Findable] = {}


def register(findable: Findable) -> Findable:
    """Make a kind of page findable. Raises ValueError when its kind or model is taken."""
    for known in by_model.values():
        if known.model is findable.model or known.kind == findable.kind:
            raise ValueError(f"{findable.kind!r} or {findable.model.__name__} is registered already.")
    by_model[findable.model] = findable
    return findable


def findables() -> tuple[Findable, ...]:
    return tuple(sorted(by_model.values(), key=lambda item: (item.order, item.kind)))


def facets() -> dict[str, Facet]:
    """Every facet of a search that some kind has, by name, in the order to show them in."""
    every = {facet.name: facet for facet in _every_facet() if not facet.on_lists_only}
    return dict(sorted(every.items(), key=lambda item: (item[1].order, item[0])))


def facets_of_lists() -> frozenset[str]:
    return frozenset(facet.name for facet in _every_facet() if facet.on_lists_only)


def _every_facet() -> Iterator[Facet]:
    return (facet for findable in by_model.values() for facet in findable.facets)


def parts() -> frozenset[type[Model]]:
    return frozenset(model for findable in by_model.values() for model in findable.dependants)


def dependants_of(instance: Model) -> set[int]:
    return {
        page_id
        for findable in by_model.values()
        for model, pages in findable.dependants.items()
        if type(instance) is model
        for page_id in pages(instance)
    }


def _kinds(codes: Collection[str]) -> Mapping[str, FacetLabel]:
    return {one.kind: FacetLabel(str(one.label)) for one in findables() if one.kind in codes}


def _years(codes: Collection[str]) -> Mapping[str, FacetLabel]:
    years = sorted(
        (code for code in codes if len(code) == 4 and code.isascii() and code.isdigit()), reverse=True
    )
    return {year: FacetLabel(year) for year in years}


# By name of the facet, then by code.
Labels = Mapping[str, Mapping[str, FacetLabel]]

KINDS = Facet(KIND, "soort", _("Kind"), labels=_kinds, order=0)
YEARS = Facet(YEAR, "jaar", _("Year"), labels=_years, order=1_000)


def shown_facets() -> tuple[Facet, ...]:
    every = [KINDS, *facets().values(), YEARS]
    return tuple(sorted(every, key=lambda facet: facet.order))


def labels_of(*wanted: Mapping[str, Iterable[str]], facets: Sequence[Facet] = ()) -> Labels:
    """The labels of these codes by the name of their facet, in the order to show them in; of the facets of
    the search page, or of others. One query, however many tables the labels stand in."""
    found: dict[str, dict[str, FacetLabel]] = {}
    rows: list[QuerySet[Any, Any]] = []
    for facet in facets or shown_facets():
        codes = frozenset().union(*(one.get(facet.name, ()) for one in wanted))
        found[facet.name] = dict(facet.labels(codes)) if facet.labels and codes else {}
        if facet.rows and codes:
            named = facet.rows(codes).annotate(shown_facet=Value(facet.name, TextField()))
            rows.append(named.values_list("shown_facet", *LABEL_COLUMNS))
    if rows:
        every = rows[0].union(*rows[1:], all=True)
        for name, code, label, sign, _place in sorted(every, key=lambda row: (row[-1].casefold(), row[1])):
            found[name][code] = FacetLabel(label, sign)
    return found
