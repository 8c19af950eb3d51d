"""Asking Elasticsearch: three short requests, and the scorer that every engine shares."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from elasticsearch import ApiError, TransportError
from elasticsearch.dsl import Search
from elasticsearch.dsl.query import Query as DslQuery

from accounts.viewer import Viewer
from search.analysis import ANALYSIS_VERSION
from search.analysis.query import Words, analyse
from search.analysis.synonyms import SynonymTable
from search.documents import Document
from search.engines.analysed import Analysed
from search.engines.elasticsearch import queries
from search.engines.elasticsearch.connection import Budget, Connection
from search.engines.elasticsearch.mapping import pairs_in, terms_in
from search.engines.elasticsearch.writing import Change, write, writing_name
from search.engines.facets import Pair, Pairs, by_facet
from search.engines.related import Ranked, telling
from search.engines.tuning import Tuning
from search.port import KIND, Confirm, EngineDown, Health, Hit, Query, Results, Sort
from search.ranking import Candidate, Ranker

PendingRemovals = Callable[[Viewer], Collection[int]]


class ElasticsearchEngine:
    """Finds in an index beside the database, which runs seconds behind it.

    Every request refuses partial answers; whatever goes wrong is an :class:`EngineDown`, never an
    answer without hits. ``pending_removals`` gives the pages whose removal or narrowing is still on its way;
    ``index`` is another index than the one that answers.
    """

    name = "elasticsearch"

    def __init__(
        self,
        synonyms: Callable[[], SynonymTable],
        connection: Connection,
        *,
        facets: Collection[str],
        index: str = "",
        pending_removals: PendingRemovals = lambda viewer: (),
        tuning: Tuning | None = None,
    ) -> None:
        self._synonyms = synonyms
        self._connection = connection
        self._index = index or connection.alias
        self._writing = writing_name(index) if index else connection.alias
        self._facets = tuple(facets)
        self._pending_removals = pending_removals
        self._tuning = tuning or Tuning()

    def search(self, query: Query, viewer: Viewer) -> Results:
        words = analyse(query.text, self._synonyms(), self._tuning.weights)
        wall = queries.readable(viewer, timezone.now(), self._pending_removals(viewer))
        send = _Requests(self._connection, self._index)
        ranker = self._ranker(words, wall, send)
        asked = self._tuning.pruning.finding(words, ranker)
        if words.groups and not asked:
            # Nobody wrote any of these words.
            return Results(without=dict.fromkeys(query.filters, 0), synonyms=words.synonyms, engine=self.name)
        condition = queries.answering(asked, wall) if asked else wall
        phrases = frozenset(one.phrase for group, _weight in asked for one in group.alternatives)
        if query.sort is Sort.BEST and asked:
            page = self._best(query, condition, wall, ranker, send)
        else:
            page = self._dated(query, condition, send, enough=bool(asked))
        hits = [page.hit(page_id, score, ranker if query.explain else None) for page_id, score in page.shown]
        hits += [page.hit(page_id, near=True) for page_id in page.near]
        without = {name: page.without.get(name, 0) for name in query.filters}
        return Results(tuple(hits), page.total, page.counts, without, words.synonyms, phrases, self.name)

    def index(self, documents: Sequence[Document], *, confirm: Confirm | None = None) -> None:
        kept = set(confirm([one.page_id for one in documents])) if confirm else None
        changes = [
            Change(one.page_id, Analysed.of(one)) for one in documents if kept is None or one.page_id in kept
        ]
        write(self._connection.client(), self._writing, changes)

    def remove(self, page_ids: Iterable[int]) -> None:
        write(self._connection.client(), self._writing, [Change(page_id) for page_id in page_ids])

    def health(self) -> Health:
        old = {"bool": {"must_not": [{"term": {"analysis_version": ANALYSIS_VERSION}}]}}
        try:
            client = self._connection.client().options(request_timeout=2)
            documents = client.count(index=self._index)["count"]
            outdated = client.count(index=self._index, query=old)["count"]
        except (ApiError, TransportError) as error:
            return Health(ok=False, message=f"{type(error).__name__}: {error}")
        return Health(ok=True, documents=documents, outdated=outdated)

    def _ranker(self, words: Words, wall: DslQuery, send: "_Requests") -> Ranker:
        """The scorer, with frequencies of what the viewer may read: a hidden page changes no order."""
        if not words.groups:
            return Ranker(words, 0, {}, self._tuning.rules)
        (answer,) = send(queries.counting_terms(sorted(words.terms), wall))
        buckets = answer["aggregations"]["terms"]["buckets"]
        frequency = {term: bucket["doc_count"] for term, bucket in buckets.items()}
        return Ranker(words, _total(answer), frequency, self._tuning.rules)

    def _best(
        self, query: Query, condition: DslQuery, wall: DslQuery, ranker: Ranker, send: "_Requests"
    ) -> "_Page":
        scored = self._tuning.pruning.scored
        (answer,) = send(queries.page_of(condition, query.filters, start=0, size=scored))
        least = self._tuning.pruning.enough * _best_score(answer)
        page = _Page([hit for hit in answer["hits"]["hits"] if hit["_score"] >= least])
        ranked = ranker.rank(page.candidates())
        votes = self._tuning.related.votes(ranked, page) if self._tuning.related.weight else {}
        start = (query.page - 1) * query.size
        rest = start + query.size - scored if len(ranked) == scored else 0
        counts, codes, *more = send(
            queries.counting_hits(condition, query.filters, self._facets, least=least),
            queries.counting_codes(votes, wall),
            *(
                [queries.page_of(condition, query.filters, start=max(start, scored), size=rest, least=least)]
                if rest > 0
                else []
            ),
        )
        page.count(counts, codes)
        ordered = self._tuning.related.raised(ranked, page)[start : start + query.size]
        for beyond in more:
            ordered += [(page_id, 0.0) for page_id in page.add(beyond["hits"]["hits"])]
        page.shown = ordered[: query.size]
        page.near = self._near(query, ranked, page, wall, send)
        return page

    def _dated(self, query: Query, condition: DslQuery, send: "_Requests", *, enough: bool) -> "_Page":
        least = 0.0
        if enough:
            (answer,) = send(queries.page_of(condition, {}, start=0, size=1))
            least = self._tuning.pruning.enough * _best_score(answer)
        start = (query.page - 1) * query.size
        found, counts = send(
            queries.dated_page_of(
                condition, query.filters, query.sort, start=start, size=query.size, least=least
            ),
            queries.counting_hits(condition, query.filters, self._facets, least=least),
        )
        page = _Page([])
        page.count(counts)
        page.shown = [(page_id, 0.0) for page_id in page.add(found["hits"]["hits"])]
        return page

    def _near(
        self, query: Query, ranked: Ranked, page: "_Page", wall: DslQuery, send: "_Requests"
    ) -> list[int]:
        """What fills a page that the hits leave partly empty, within the filters."""
        room = query.size - len(ranked)
        if room <= 0 or query.page > 1 or not self._tuning.related.weight or not ranked:
            return []
        every = self._tuning.related.themes(ranked, page)
        themes = {pair: theme for pair, theme in every.items() if theme.votes * theme.telling > 0}
        if not themes:
            return []
        (answer,) = send(
            queries.related_to(themes, [page_id for page_id, _score in ranked], query.filters, wall, room)
        )
        return page.add(answer["hits"]["hits"])


@dataclass(slots=True)
class _Page:
    """What was found, in the shapes that the scorer, the related pages and the port take."""

    found: list[Mapping[str, Any]]
    shown: Ranked = field(default_factory=list)
    near: list[int] = field(default_factory=list)
    total: int = 0
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    without: dict[str, int] = field(default_factory=dict)
    _sources: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    _facets: dict[int, Pairs] = field(default_factory=dict)
    _documents: int = 0
    _having: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.add(self.found)

    def add(self, hits: Iterable[Mapping[str, Any]]) -> list[int]:
        sources = [hit["_source"] for hit in hits]
        self._sources.update((source["page_id"], source) for source in sources)
        self._facets.update((source["page_id"], pairs_in(source)) for source in sources)
        return [source["page_id"] for source in sources]

    def candidates(self) -> list[Candidate]:
        return [self._candidate(source) for source in self._sources.values()]

    def count(self, hits: Mapping[str, Any], codes: Mapping[str, Any] | None = None) -> None:
        """Take in the counts of hits, and those of codes among all readable documents."""
        self.total = _total(hits)
        for name, answer in hits.get("aggregations", {}).items():
            buckets = answer.get("codes", answer)["buckets"]
            counted = {one["key"]: one["doc_count"] for one in buckets}
            if "codes" in answer:
                self.without[name] = answer["doc_count"]
            if counted:
                self.counts[name] = counted
        if codes is not None:
            self._documents = _total(codes)
            buckets = codes.get("aggregations", {}).get("codes", {}).get("buckets", {})
            self._having = {pair: bucket["doc_count"] for pair, bucket in buckets.items()}

    def facets_of(self, page_id: int) -> Pairs:
        return self._facets[page_id]

    def telling(self, pair: Pair) -> float:
        return telling(self._documents, self._having.get(":".join(pair), 0))

    def hit(
        self, page_id: int, score: float = 0.0, ranker: Ranker | None = None, *, near: bool = False
    ) -> Hit:
        codes = by_facet(self.facets_of(page_id))
        why = ranker.explain(self._candidate(self._sources[page_id])) if ranker else ()
        return Hit(page_id, next(iter(codes.get(KIND, ())), ""), round(score, 4), why, near, codes)

    def _candidate(self, source: Mapping[str, Any]) -> Candidate:
        return Candidate(source["page_id"], terms_in(source), source["length"])


class _Requests:
    """Requests of one search, which share its time."""

    def __init__(self, connection: Connection, index: str) -> None:
        self._connection = connection
        self._index = index
        self._budget = Budget(connection.search_seconds)

    def __call__(self, *searches: Search) -> list[Mapping[str, Any]]:
        """The answers to these searches, sent together. Raises EngineDown."""
        header = {"index": self._index, "allow_partial_search_results": False}
        lines = [line for search in searches for line in (header, search.to_dict())]
        client = self._connection.client_within(self._budget.left())
        try:
            answers = client.msearch(searches=lines)["responses"]
        except (ApiError, TransportError) as error:
            raise EngineDown(f"{type(error).__name__}: {error}") from error
        for answer in answers:
            if "error" in answer or answer["timed_out"] or answer["_shards"]["failed"]:
                raise EngineDown(
                    f"Elasticsearch answered in part: {answer.get('error', answer.get('_shards'))}"
                )
        return list(answers)


def _total(answer: Mapping[str, Any]) -> int:
    return int(answer["hits"]["total"]["value"])


def _best_score(answer: Mapping[str, Any]) -> float:
    best = answer["aggregations"]["best"]["hits"]["hits"]
    return float(best[0]["_score"]) if best else 0.0
