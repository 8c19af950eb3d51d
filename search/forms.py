"""The search in an address: an address comes in, a query comes out, with what was ignored; and back again."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search.analysis.query import MOST_WORDS
from search.analysis.tokens import tokenise
from search.port import LONGEST_QUERY, MOST_PAGES, Query, Sort
from search.registry import Facet, FacetLabel, labels_of, shown_facets

TEXT = "q"
SORT = "sorteer"
PAGE = "pagina"
MORE = "meer"
# So many choices of one facet; what a search costs grows with them.
MOST_CODES = 5
LONGEST_CODE = 100

SORTS = {"nieuwste": Sort.NEWEST, "nagekeken": Sort.CHECKED}


@dataclass(frozen=True, slots=True)
class Address:
    """The pairs behind the question mark, in order, without the page."""

    path: str
    pairs: tuple[tuple[str, str], ...] = ()

    def url(self, *extra: tuple[str, str]) -> str:
        query = urlencode([*self.pairs, *extra])
        return f"{self.path}?{query}" if query else self.path

    def page(self, number: int) -> str:
        """The address of another page; the first one has no number."""
        return self.url((PAGE, str(number))) if number > 1 else self.url()

    def without(self, name: str, value: str | None = None) -> "Address":
        """The address without one pair, or without every pair of that name."""
        kept = (pair for pair in self.pairs if pair[0] != name or value not in (None, pair[1]))
        return Address(self.path, tuple(kept))


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What somebody asks: the query, the labels of what was chosen, the address, and notices about
    what could not be taken as it was."""

    query: Query
    chosen: Mapping[str, Mapping[str, FacetLabel]]
    address: Address
    opened: frozenset[str]
    notices: tuple[str, ...]


def read(data: QueryDict, path: str) -> SearchRequest:
    """Read the address; never fails, and says in Dutch what it left out."""
    notices: list[str] = []
    text = _text(data.get(TEXT, ""), notices)
    chosen = _chosen(data, notices)
    ordered = str(data.get(SORT, ""))
    sort = SORTS.get(ordered, Sort.BEST if text else Sort.NEWEST)
    query = Query(
        text=text,
        filters={name: frozenset(labels) for name, labels in chosen.items()},
        sort=sort,
        page=_page(data.get(PAGE, ""), notices),
    )
    pairs = [(TEXT, text)] if text else []
    pairs += [(facet.param, code) for facet in shown_facets() for code in chosen.get(facet.name, {})]
    if ordered in SORTS:
        pairs.append((SORT, ordered))
    opened = frozenset(data.getlist(MORE)[:MOST_CODES])
    return SearchRequest(query, chosen, Address(path, tuple(pairs)), opened, tuple(notices))


def _text(raw: str, notices: list[str]) -> str:
    # Control characters and half surrogates are no text; marks without a width go altogether.
    clean = "".join(_printable(char) for char in raw[: LONGEST_QUERY * 5])
    text = " ".join(clean.split())
    if len(text) > LONGEST_QUERY:
        text = text[:LONGEST_QUERY].rsplit(" ", 1)[0]
        notices.append(
            _("We searched with the first %(most)d characters of your question.") % {"most": LONGEST_QUERY}
        )
    elif sum(1 for _token in tokenise(text)) > MOST_WORDS:
        notices.append(
            _("We searched with the first %(most)d words of your question.") % {"most": MOST_WORDS}
        )
    return text


def _printable(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cf":
        return ""
    return " " if category[0] == "C" else char


def _chosen(data: QueryDict, notices: list[str]) -> dict[str, Mapping[str, FacetLabel]]:
    """The labels of the codes in the address by facet; of what does not exist, a notice."""
    asked = {
        facet.name: list(dict.fromkeys(code for code in data.getlist(facet.param) if code))
        for facet in shown_facets()
    }
    notices += [
        _("We searched with the first %(most)d choices (%(facet)s).")
        % {"most": MOST_CODES, "facet": str(facet.label).lower()}
        for facet in shown_facets()
        if len(asked[facet.name]) > MOST_CODES
    ]
    known, left_out = known_choices(
        {name: codes[:MOST_CODES] for name, codes in asked.items()}, shown_facets()
    )
    notices += left_out
    return known


def known_choices(
    codes: Mapping[str, Sequence[str]], facets: Sequence[Facet]
) -> tuple[dict[str, Mapping[str, FacetLabel]], list[str]]:
    """The labels of the codes that exist, by facet, and a notice about those that do not."""
    plausible = {
        name: [code for code in some if len(code) <= LONGEST_CODE and code.isprintable()]
        for name, some in codes.items()
    }
    labels = labels_of(plausible, facets=facets)
    notices = []
    for facet in facets:
        unknown = len(codes.get(facet.name, ())) - len(labels[facet.name])
        if unknown:
            notices.append(
                ngettext(
                    "We left out a filter that does not exist (%(facet)s).",
                    "We left out %(number)d filters that do not exist (%(facet)s).",
                    unknown,
                )
                % {"facet": str(facet.label).lower(), "number": unknown}
            )
    return {name: known for name, known in labels.items() if known}, notices


def _page(raw: str, notices: list[str]) -> int:
    if not raw:
        return 1
    number = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 9 else 0
    if number > MOST_PAGES:
        notices.append(_("We show at most %(most)d pages. Narrow your search.") % {"most": MOST_PAGES})
        return MOST_PAGES
    if number < 1:
        notices.append(_("That page does not exist; this is the first one."))
        return 1
    return number
