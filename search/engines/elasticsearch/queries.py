"""Requests: what is asked of Elasticsearch, as plain conditions without any score of its own."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from elasticsearch.dsl import A, Q, Search
from elasticsearch.dsl.query import Query as DslQuery

from accounts.viewer import Viewer
from search.analysis.query import Source
from search.analysis.synonyms import Phrase
from search.analysis.terms import Terms
from search.engines.facets import Filters, Pair
from search.engines.tuning import Theme, WeightedGroups
from search.port import Sort

# What the scorer and a row need of a hit.
SHOWN = ["page_id", "length", "facets", *Terms._fields]
MOST_CODES = 1_000
# Of documents that meet as much, those with the words in title or tags go first.
_NAMED = 0.000_1


def readable(viewer: Viewer, now: datetime, pending_removals: Collection[int]) -> DslQuery:
    """The second wall: what this viewer may find now. ``pending_removals`` are pages whose removal or
    narrowing has not reached the index."""
    hidden: list[DslQuery] = [Q("range", visible_until={"lte": now.isoformat()})]
    if pending_removals:
        hidden.append(Q("terms", page_id=sorted(pending_removals)))
    return Q("bool", filter=[Q("terms", readers=sorted(viewer.tokens))], must_not=hidden)


def any_of(phrases: Iterable[Phrase], field: str = "words") -> DslQuery:
    single, longer = [], []
    for phrase in sorted(phrases):
        if len(phrase) == 1:
            single.append(phrase[0])
        else:
            longer.append(Q("match_phrase", **{field: {"query": " ".join(phrase), "analyzer": "whitespace"}}))
    every = ([Q("terms", **{field: single})] if single else []) + longer
    return every[0] if len(every) == 1 else Q("bool", should=every)


def answering(asked: WeightedGroups, wall: DslQuery) -> DslQuery:
    """Documents that answer, scored by how much of the query each meets."""
    phrases = {one.phrase for group, _weight in asked for one in group.alternatives}
    return Q(
        "bool",
        filter=[wall],
        must=[Q("bool", should=[_met(group.alternatives, weight) for group, weight in asked])],
        should=[_worth(any_of(phrases, "named"), _NAMED)],
    )


def _met(alternatives: Iterable[Any], weight: float) -> DslQuery:
    every = list(alternatives)
    whole = any_of({one.phrase for one in every if one.source is not Source.PART})
    parts = [_worth(any_of([one.phrase]), weight * one.weight) for one in every if one.source is Source.PART]
    found = _worth(whole, weight)
    return Q("dis_max", queries=[found, Q("bool", should=parts)]) if parts else found


def _worth(condition: DslQuery, boost: float) -> DslQuery:
    return Q("constant_score", filter=condition, boost=max(boost, 1e-9))


def counting(values: Mapping[str, Pair], wall: DslQuery) -> Search:
    """How many readable documents have each value of a field; the total is that of all readable documents."""
    search = Search().query("bool", filter=[wall]).extra(size=0, track_total_hits=True)
    conditions = {name: Q("term", **{field: value}) for name, (field, value) in values.items()}
    if conditions:
        search.aggs.bucket("counted", A("filters", filters=conditions))
    return search


def page_of(
    condition: DslQuery,
    filters: Filters,
    *,
    start: int,
    size: int,
    sort: Sort = Sort.BEST,
    least: float = 0.0,
) -> Search:
    """The hits within the filters, in order; by how much they meet, with the score of the best without any
    filter."""
    search = Search().query(condition).source(includes=SHOWN)[start : start + size]
    search = search.extra(track_total_hits=False, min_score=least)
    if filters:
        search = search.post_filter(_within(filters))
    if sort is Sort.BEST:
        search.aggs.metric("best", A("top_hits", size=1, _source=False))
        return search.sort("_score", "-page_id").extra(track_scores=True)
    field = "checked" if sort is Sort.CHECKED else "dated"
    return search.sort({field: {"order": "desc", "missing": "_last"}}, "-page_id")


def counting_hits(
    condition: DslQuery, filters: Filters, facets: Iterable[str], *, least: float = 0.0
) -> Search:
    """How many hits there are within the filters, and with which codes, the facet's own filter left out."""
    search = Search().query(condition).extra(size=0, track_total_hits=True, min_score=least)
    if filters:
        search = search.post_filter(_within(filters))
    for name in facets:
        others = {other: codes for other, codes in filters.items() if other != name}
        counted = A("terms", field=f"facets.{name}", size=MOST_CODES)
        if others or name in filters:
            search.aggs.bucket(name, A("filter", filter=_within(others))).bucket("codes", counted)
        else:
            search.aggs.bucket(name, counted)
    return search


def related_to(
    themes: Mapping[Pair, Theme], known: Collection[int], filters: Filters, wall: DslQuery, size: int
) -> Search:
    """Documents that are no hit and share most with the leaders."""
    shared = [
        _worth(Q("term", **{f"facets.{name}": code}), theme.votes * theme.telling)
        for (name, code), theme in themes.items()
    ]
    condition = Q(
        "bool",
        filter=[wall, _within(filters)],
        must=[Q("dis_max", queries=shared)],
        must_not=[Q("terms", page_id=sorted(known))],
    )
    return Search().query(condition).source(includes=SHOWN).sort("_score", "-page_id")[:size]


def _within(filters: Filters) -> DslQuery:
    if not filters:
        return Q("match_all")
    return Q(
        "bool", filter=[Q("terms", **{f"facets.{name}": sorted(codes)}) for name, codes in filters.items()]
    )
