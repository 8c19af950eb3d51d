"""Asking Elasticsearch: three short requests, and the scorer that every engine shares."""

import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from django.utils import timezone
from elasticsearch.dsl import Search
from elasticsearch.dsl.query import Query as DslQuery

from accounts.viewer import Viewer
from search.analysis import ANALYSIS_VERSION
from search.analysis.query import Words, analyse
from search.analysis.synonyms import SynonymTable
from search.analysis.terms import Terms
from search.documents import Document
from search.engines.analysed import Analysed
from search.engines.elasticsearch import queries
from search.engines.elasticsearch.connection import ELASTICSEARCH, Connection, engine_down
from search.engines.elasticsearch.indices import Change, write, writing_name
from search.engines.facets import Pair, Pairs, by_facet
from search.engines.tuning import Ranked, Tuning, telling
from search.port import EngineDown, Health, Hit, Query, Results, Sort
from search.ranking import Candidate, Ranker

Answer = Mapping[str, Any]
_stored_terms = itemgetter(*Terms._fields)


class ElasticsearchEngine:
    """Every request refuses partial answers; whatever goes wrong is an :class:`EngineDown`, never an answer
    without hits. ``pending_removals`` gives the pages whose removal or narrowing is still on its way;
    ``index`` is another index than the one that answers."""

    name = ELASTICSEARCH

    def __init__(
        self,
        synonyms: Callable[[], SynonymTable],
        connection: Connection,
        *,
        facets: Collection[str],
        index: str = "",
        pending_removals: Callable[[Viewer], Collection[int]] = lambda viewer: (),
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
        documents = _Documents()
        near: list[int] = []
        if query.sort is Sort.BEST and asked:
            shown, near, counted = self._best(query, condition, wall, ranker, documents, send)
        else:
            shown, counted = self._dated(query, condition, documents, send, enough=bool(asked))
        hits = [documents.hit(page_id, round(score, 4), ranker, query) for page_id, score in shown]
        hits += [Hit(page_id, by_facet(documents.facets_of(page_id)), near=True) for page_id in near]
        counts, without = _counts(counted, query)
        phrases = frozenset(one.phrase for group, _weight in asked for one in group.alternatives)
        return Results(tuple(hits), _total(counted), counts, without, words.synonyms, phrases, self.name)

    def index(self, documents: Sequence[Document]) -> None:
        changes = [Change(one.page_id, Analysed.of(one)) for one in documents]
        write(self._connection.client(), self._writing, changes)

    def remove(self, page_ids: Iterable[int]) -> None:
        write(self._connection.client(), self._writing, [Change(page_id) for page_id in page_ids])

    def health(self) -> Health:
        old = {"bool": {"must_not": [{"term": {"analysis_version": ANALYSIS_VERSION}}]}}
        client = self._connection.client(seconds=2)
        try:
            with engine_down():
                documents = client.count(index=self._index)["count"]
                outdated = client.count(index=self._index, query=old)["count"]
        except EngineDown as error:
            return Health(ok=False, message=str(error))
        return Health(ok=True, documents=documents, outdated=outdated)

    def _ranker(self, words: Words, wall: DslQuery, send: "_Requests") -> Ranker:
        """The scorer, with frequencies of what the viewer may read: a hidden page changes no order."""
        if not words.groups:
            return Ranker(words, 0, {}, self._tuning.rules)
        (answer,) = send(queries.counting({term: ("words", term) for term in words.terms}, wall))
        return Ranker(words, _total(answer), _counted(answer), self._tuning.rules)

    def _best(
        self,
        query: Query,
        condition: DslQuery,
        wall: DslQuery,
        ranker: Ranker,
        documents: "_Documents",
        send: "_Requests",
    ) -> tuple[Ranked, list[int], Answer]:
        """The hits of the page by score, near ones, and the answer that counts."""
        related, scored = self._tuning.related, self._tuning.pruning.scored
        (answer,) = send(queries.page_of(condition, query.filters, start=0, size=scored))
        least = self._tuning.pruning.enough * _best_score(answer)
        met = [hit for hit in answer["hits"]["hits"] if hit["_score"] >= least]
        ranked = ranker.rank(map(documents.candidate, documents.add(met)))
        votes = related.votes(ranked, documents) if related.weight else {}
        start = (query.page - 1) * query.size
        rest = start + query.size - scored if len(ranked) == scored else 0
        requests = [
            queries.counting_hits(condition, query.filters, self._facets, least=least),
            queries.counting({f"{name}:{code}": (f"facets.{name}", code) for name, code in votes}, wall),
        ]
        if rest > 0:
            requests.append(
                queries.page_of(condition, query.filters, start=max(start, scored), size=rest, least=least)
            )
        counted, codes, *more = send(*requests)
        documents.number, documents.having = _total(codes), _counted(codes)
        ordered = related.raised(ranked, documents)[start : start + query.size]
        for beyond in more:
            ordered += [(page_id, 0.0) for page_id in documents.add(beyond["hits"]["hits"])]
        return ordered[: query.size], self._near(query, ranked, documents, wall, send), counted

    def _dated(
        self, query: Query, condition: DslQuery, documents: "_Documents", send: "_Requests", *, enough: bool
    ) -> tuple[Ranked, Answer]:
        """The hits of the page by date, and the answer that counts."""
        least = 0.0
        if enough:
            (answer,) = send(queries.page_of(condition, {}, start=0, size=1))
            least = self._tuning.pruning.enough * _best_score(answer)
        start = (query.page - 1) * query.size
        sort = Sort.NEWEST if query.sort is Sort.BEST else query.sort
        found, counted = send(
            queries.page_of(condition, query.filters, start=start, size=query.size, sort=sort, least=least),
            queries.counting_hits(condition, query.filters, self._facets, least=least),
        )
        return [(page_id, 0.0) for page_id in documents.add(found["hits"]["hits"])], counted

    def _near(
        self, query: Query, ranked: Ranked, documents: "_Documents", wall: DslQuery, send: "_Requests"
    ) -> list[int]:
        """What fills a page that the hits leave partly empty, within the filters."""
        room = query.size - len(ranked)
        if room <= 0 or query.page > 1 or not self._tuning.related.weight or not ranked:
            return []
        every = self._tuning.related.themes(ranked, documents)
        themes = {pair: theme for pair, theme in every.items() if theme.votes * theme.telling > 0}
        if not themes:
            return []
        known = [page_id for page_id, _score in ranked]
        (answer,) = send(queries.related_to(themes, known, query.filters, wall, room))
        return documents.add(answer["hits"]["hits"])


class _Documents:
    """The documents in the answers to one search, as the scorer and the related pages ask for them.

    ``number`` is how many readable documents there are, ``having`` how many of them have a code."""

    def __init__(self) -> None:
        self.number = 0
        self.having: dict[str, int] = {}
        self._sources: dict[int, Answer] = {}

    def add(self, hits: Iterable[Answer]) -> list[int]:
        sources = {hit["_source"]["page_id"]: hit["_source"] for hit in hits}
        self._sources |= sources
        return list(sources)

    def candidate(self, page_id: int) -> Candidate:
        source = self._sources[page_id]
        return Candidate(page_id, Terms(*_stored_terms(source)), source["length"])

    def facets_of(self, page_id: int) -> Pairs:
        by_name = self._sources[page_id]["facets"]
        return tuple((name, code) for name, codes in by_name.items() for code in codes)

    def telling(self, pair: Pair) -> float:
        return telling(self.number, self.having.get(":".join(pair), 0))

    def hit(self, page_id: int, score: float, ranker: Ranker, query: Query) -> Hit:
        why = ranker.explain(self.candidate(page_id)) if query.explain else ()
        return Hit(page_id, by_facet(self.facets_of(page_id)), score, why)


class _Requests:
    """Requests of one search, which share its time."""

    def __init__(self, connection: Connection, index: str) -> None:
        self._connection = connection
        self._index = index
        self._until = time.monotonic() + connection.search_seconds

    def __call__(self, *searches: Search) -> list[Answer]:
        """The answers to these searches, sent together. Raises EngineDown."""
        header = {"index": self._index, "allow_partial_search_results": False}
        lines = [line for search in searches for line in (header, search.to_dict())]
        # Never less than a hundredth: an answer that is there already is taken.
        client = self._connection.client(seconds=max(self._until - time.monotonic(), 0.01))
        with engine_down():
            answers = client.msearch(searches=lines)["responses"]
        for answer in answers:
            if "error" in answer or answer["timed_out"] or answer["_shards"]["failed"]:
                raise EngineDown(
                    f"Elasticsearch answered in part: {answer.get('error', answer.get('_shards'))}"
                )
        return list(answers)


def _total(answer: Answer) -> int:
    return int(answer["hits"]["total"]["value"])


def _counted(answer: Answer) -> dict[str, int]:
    buckets = answer.get("aggregations", {}).get("counted", {}).get("buckets", {})
    return {name: bucket["doc_count"] for name, bucket in buckets.items()}


def _counts(answer: Answer, query: Query) -> tuple[dict[str, dict[str, int]], dict[str, int]]:
    """How many hits have each code of a facet, and for every filtered facet, how many meet the other
    filters."""
    counts: dict[str, dict[str, int]] = {}
    without = dict.fromkeys(query.filters, 0)
    for name, facet in answer.get("aggregations", {}).items():
        if name in without:
            without[name] = facet["doc_count"]
        if buckets := facet.get("codes", facet)["buckets"]:
            counts[name] = {bucket["key"]: bucket["doc_count"] for bucket in buckets}
    return counts, without


def _best_score(answer: Answer) -> float:
    best = answer["aggregations"]["best"]["hits"]["hits"]
    return float(best[0]["_score"]) if best else 0.0
