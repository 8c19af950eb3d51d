"""The facets of the search page: the kind of page, what rooms registered, and the year."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet, TextField, Value
from django.utils.translation import gettext_lazy as _

from search import registry
from search.port import KIND, YEAR
from search.registry import LABEL_COLUMNS, Facet, FacetLabel, findables


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
    """Every facet in the order of the page."""
    every = [KINDS, *registry.facets().values(), YEARS]
    return tuple(sorted(every, key=lambda facet: facet.order))


def labels_of(*wanted: Mapping[str, Iterable[str]], facets: Sequence[Facet] = ()) -> Labels:
    """The labels of these codes by the name of their facet, in the order to show them in; of the facets of
    the search page, or of others.

    One query, however many tables the labels stand in; codes without a label are left out.
    """
    found: dict[str, dict[str, FacetLabel]] = {}
    rows: list[QuerySet[Any, Any]] = []
    for facet in facets or shown_facets():
        codes = frozenset().union(*(one.get(facet.name, ()) for one in wanted))
        found[facet.name] = dict(facet.labels(codes)) if facet.labels and codes else {}
        if facet.rows and codes:
            named = facet.rows(codes).annotate(shown_facet=Value(facet.name, TextField()))
            rows.append(named.values_list("shown_facet", *LABEL_COLUMNS))
    if rows:
        for name, code, label, sign, _place in sorted(rows[0].union(*rows[1:], all=True), key=_place_of):
            found[name][code] = FacetLabel(label, sign)
    return found


def _place_of(row: tuple[str, ...]) -> tuple[str, ...]:
    return row[-1].casefold(), row[1]
