"""The facets of the search page: the kind of page, what rooms registered, and the year."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext_lazy as _

from search.port import KIND, YEAR
from search.registry import Facet, FacetLabel, facets, findables


def _kinds(codes: Collection[str]) -> Mapping[str, FacetLabel]:
    return {one.kind: FacetLabel(str(one.label)) for one in findables() if one.kind in codes}


def _years(codes: Collection[str]) -> Mapping[str, FacetLabel]:
    years = sorted(
        (code for code in codes if len(code) == 4 and code.isascii() and code.isdigit()), reverse=True
    )
    return {year: FacetLabel(year) for year in years}


KINDS = Facet(KIND, "soort", _("Kind"), _kinds, order=0)
YEARS = Facet(YEAR, "jaar", _("Year"), _years, order=1_000)


def shown_facets() -> tuple[Facet, ...]:
    """Every facet in the order of the page."""
    every = [KINDS, *facets().values(), YEARS]
    return tuple(sorted(every, key=lambda facet: facet.order))
