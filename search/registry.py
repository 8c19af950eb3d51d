"""What can be found: every room registers its kinds of pages here, in its own ``search_index.py``."""

import dataclasses
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import F, Model, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from search.documents import Document
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
    """A filter with counts. ``name`` is its key in documents, ``param`` its name in the address.

    Codes without a label are not offered. Where the labels stand in the database, ``rows(codes)`` gives
    them as :func:`label_rows`, which all facets read in one query; otherwise ``labels(codes)`` gives
    them in the order to show them in. A facet ``on_lists_only`` narrows the list of a kind of page, and
    is neither offered with a search nor a reason why pages are related.
    """

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
    """Rows of a model with what :data:`LABEL_COLUMNS` names: text, so that facets can be read together.

    ``code``, ``label`` and ``sign`` are fields of the model; ``place`` is the field or expression whose
    text puts the labels in order.
    """
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
    """What the own room of a hit knows about showing it; read with the hit, never indexed.

    ``outline`` is an SVG path and ``outline_state`` one of ``full``, ``hatched``, ``line``; ``facts`` are
    pairs of a label and a value (outcome, last checked); ``note`` is a mark such as "fictief". The signs
    beside a hit (``S4``) are those of its facets.
    """

    outline: str = ""
    outline_name: str = ""
    outline_state: str = "full"
    who: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Findable:
    """A kind of page that can be found.

    ``build(page)`` makes the document from a page that was just read from the database.
    ``related(queryset)`` adds the ``select_related`` and ``prefetch_related`` that ``build`` needs,
    ``shown_with(queryset)`` those that ``present`` needs; without it, the same. ``dependants`` maps a
    model that pages are built from to a function that gives the ids of the pages built from one
    instance of it.
    """

    model: type[ContentPage]
    kind: str
    label: "str | StrPromise"
    build: Callable[[Any], Document]
    plural: "str | StrPromise" = ""
    icon: str = ""
    order: int = 100
    facets: tuple[Facet, ...] = ()
    dependants: Mapping[type[Model], Callable[[Any], Iterable[int]]] = field(default_factory=dict)
    related: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None
    shown_with: Callable[[QuerySet[Any]], Iterable[Any]] | None = None
    present: Callable[[Any], Presentation] | None = None

    def with_related(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """These rows of the model, with what building their documents needs."""
        return self.related(rows) if self.related else rows

    def to_show(self, rows: QuerySet[Any]) -> Iterable[Any]:
        """These rows of the model, with what presenting them needs; read in one go for all of them."""
        return self.shown_with(rows) if self.shown_with else self.with_related(rows)

    def document(self, page: ContentPage) -> Document:
        """The document of a page; who may read it is the page's to say, not the room's."""
        built = self.build(page)
        return dataclasses.replace(
            built,
            page_id=page.pk,
            kind=self.kind,
            readers=(page.audience,),
            visible_until=page.expire_at,
        )


_findables: dict[type[ContentPage], Findable] = {}


def register(findable: Findable) -> Findable:
    """Make a kind of page findable. Raises ValueError when its kind or model is taken."""
    for known in _findables.values():
        if known.model is findable.model or known.kind == findable.kind:
            raise ValueError(f"{findable.kind!r} or {findable.model.__name__} is registered already.")
    known_facets = {facet.name: facet for facet in _every_facet()}
    for facet in findable.facets:
        if known_facets.get(facet.name, facet) is not facet:
            raise ValueError(f"Two facets are called {facet.name!r}.")
    _findables[findable.model] = findable
    return findable


def findables() -> tuple[Findable, ...]:
    """Every registered kind, in the order to show them in."""
    return tuple(sorted(_findables.values(), key=lambda item: (item.order, item.kind)))


def findable_of(model: type[Model]) -> Findable | None:
    """The registration of a page class, or None when its pages are not findable."""
    return _findables.get(model) if issubclass(model, ContentPage) else None


def facets() -> dict[str, Facet]:
    """Every facet of a search that some kind has, by name, in the order to show them in."""
    every = {facet.name: facet for facet in _every_facet() if not facet.on_lists_only}
    return dict(sorted(every.items(), key=lambda item: (item[1].order, item[0])))


def facets_of_lists() -> frozenset[str]:
    """The names of the facets that are offered on lists only."""
    return frozenset(facet.name for facet in _every_facet() if facet.on_lists_only)


def _every_facet() -> Iterator[Facet]:
    return (facet for findable in _findables.values() for facet in findable.facets)


def parts() -> frozenset[type[Model]]:
    """Every model that some kind of page is built from."""
    return frozenset(model for findable in _findables.values() for model in findable.dependants)


def dependants_of(instance: Model) -> set[int]:
    """The ids of all pages built from this instance."""
    return {
        page_id
        for findable in _findables.values()
        for model, pages in findable.dependants.items()
        if type(instance) is model
        for page_id in pages(instance)
    }
