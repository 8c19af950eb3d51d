"""Facets of an entry: written as lines, counted as pairs of name and code."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from search.documents import Document
from search.port import KIND, YEAR

Pair = tuple[str, str]
Pairs = tuple[Pair, ...]
Filters = Mapping[str, frozenset[str]]
# How many have a code, by facet.
Counts = dict[str, dict[str, int]]


def encode(document: Document) -> str:
    """The facets of a document as sorted lines ``name:code``, with its kind and year."""
    values = {(KIND, document.kind)}
    if document.dated:
        values.add((YEAR, str(document.dated.year)))
    for name, codes in document.facets.items():
        values.update((name, code) for code in codes)
    return "\n".join(sorted(f"{name}:{' '.join(str(code).split())}" for name, code in values if code))


@lru_cache(maxsize=20_000)
def decode(text: str) -> Pairs:
    return tuple((name, code) for name, _, code in (line.partition(":") for line in text.splitlines()))


def by_facet(pairs: Pairs) -> dict[str, tuple[str, ...]]:
    names = dict.fromkeys(name for name, _code in pairs)
    return {name: tuple(code for other, code in pairs if other == name) for name in names}


def unmet(entries: Iterable[Pairs], filters: Filters) -> list[list[str]]:
    """For each entry the filters that it does not meet; one code of several is enough."""
    wanted = [(name, frozenset((name, code) for code in codes)) for name, codes in filters.items()]
    return [[name for name, pairs in wanted if pairs.isdisjoint(facets)] for facets in entries]


def count(entries: Sequence[Pairs], missed: Sequence[list[str]]) -> Counts:
    """How many entries have each code, among those that meet every filter but the facet's own; ``missed``
    are the filters that each of them does not meet."""
    counted: Counter[Pair] = Counter()
    met = [facets for facets, names in zip(entries, missed, strict=True) if not names]
    counted.update(chain.from_iterable(met))
    for facets, names in zip(entries, missed, strict=True):
        if len(names) == 1:
            counted.update(pair for pair in facets if pair[0] == names[0])
    counts: Counts = {}
    for (name, code), number in counted.items():
        counts.setdefault(name, {})[code] = number
    return counts


def without(missed: Iterable[list[str]], filters: Filters) -> dict[str, int]:
    """For every filtered facet, how many entries meet all the other filters."""
    by_filters = Counter(map(tuple, missed))
    return {name: by_filters[()] + by_filters[(name,)] for name in filters}
