"""The database engine: the database finds candidates, our scorer ranks them."""

from collections.abc import Callable, Collection, Iterable, Sequence

from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import Model
from django.utils import timezone

from accounts.viewer import Viewer
from search.analysis import ANALYSIS_VERSION
from search.analysis.query import Group, Source, Words, analyse
from search.analysis.synonyms import Phrase, SynonymTable
from search.documents import Document
from search.engines import facets
from search.engines.analysed import Analysed
from search.engines.candidates import candidate_index
from search.engines.entry_cache import EntryCache, Reader
from search.engines.tuning import Tuning
from search.models import Entry, EntryText, IndexState
from search.port import KIND, Health, Hit, Query, Results, Sort
from search.ranking import Ranker


class DatabaseEngine:
    """Finds in the site's own database, in the same transaction as the pages themselves."""

    name = "database"

    def __init__(
        self,
        synonyms: Callable[[], SynonymTable],
        *,
        using: str = "default",
        tuning: Tuning | None = None,
    ) -> None:
        self._synonyms = synonyms
        self._using = using
        self._tuning = tuning or Tuning()
        self._index = candidate_index(using)

    def search(self, query: Query, viewer: Viewer) -> Results:
        reader = Reader(EntryCache.current(using=self._using), viewer, timezone.now())
        words = analyse(query.text, self._synonyms(), self._tuning.weights)
        ranker = self._ranker(words, reader)
        asked = self._tuning.pruning.finding(words, ranker)
        met = self._met(asked)
        found = self._enough(reader.readable(set(met) if words.groups else None), met)
        facets_of = [reader.facets_of(page_id) for page_id in found]
        missed = facets.unmet(facets_of, query.filters)
        counts = facets.count(facets_of, missed)
        without = facets.without(missed, query.filters)
        found = [page_id for page_id, names in zip(found, missed, strict=True) if not names]
        phrases = frozenset(one.phrase for group, _weight in asked for one in group.alternatives)
        near: list[int] = []
        if query.sort is Sort.BEST and words.groups:
            ordered = self._best(found, ranker, reader, phrases, met)
            near = self._near(query, ordered, reader)
        else:
            ordered = _by_date(found, reader, query.sort)
        start = (query.page - 1) * query.size
        page = ordered[start : start + query.size]
        why: dict[int, tuple[str, ...]] = {}
        if query.explain:
            candidates = self._index.candidates(page_id for page_id, _score in page)
            why = {one.page_id: ranker.explain(one) for one in candidates}
        codes = {page_id: facets.by_facet(reader.facets_of(page_id)) for page_id in (*dict(page), *near)}
        hits = [Hit(pk, codes[pk], round(score, 4), why.get(pk, ())) for pk, score in page]
        hits += [Hit(pk, codes[pk], near=True) for pk in near]
        return Results(tuple(hits), len(found), counts, without, words.synonyms, phrases, self.name)

    def of_kind(self, kind: str, filters: facets.Filters, viewer: Viewer) -> tuple[set[int], facets.Counts]:
        """The pages of a kind that meet the filters, and how many have each code of a facet."""
        reader = Reader(EntryCache.current(using=self._using), viewer, timezone.now())
        found = list(reader.having((KIND, kind)))
        facets_of = [reader.facets_of(page_id) for page_id in found]
        missed = facets.unmet(facets_of, filters)
        met = {page_id for page_id, names in zip(found, missed, strict=True) if not names}
        return met, facets.count(facets_of, missed)

    def index(self, documents: Sequence[Document]) -> None:
        self.write([Analysed.of(document) for document in documents])

    def write(self, analysed: Sequence[Analysed]) -> None:
        """Add or replace documents that were analysed already."""
        if not analysed:
            # Another stamp for nothing would let every process read its entries again.
            return
        with transaction.atomic(using=self._using):
            IndexState.renew(using=self._using)
            self._replace([one.entry for one in analysed])
            self._replace([EntryText(page_id=one.entry.page_id, text=one.text) for one in analysed])
            self._index.write([(one.entry.page_id, one.terms) for one in analysed])

    def remove(self, page_ids: Iterable[int]) -> None:
        ids = list(page_ids)
        with transaction.atomic(using=self._using):
            IndexState.renew(using=self._using)
            Entry.objects.using(self._using).filter(page_id__in=ids).delete()
            EntryText.objects.using(self._using).filter(page_id__in=ids).delete()
            self._index.delete(ids)

    def _replace(self, rows: Sequence[Model]) -> None:
        model = type(rows[0])
        model._default_manager.using(self._using).bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["page_id"],
            update_fields=[field.name for field in model._meta.fields if not field.primary_key],
        )

    def health(self) -> Health:
        entries = Entry.objects.using(self._using)
        try:
            documents = entries.count()
            outdated = entries.exclude(analysis_version=ANALYSIS_VERSION).count()
            self._index.frequencies(["regio"])
        except Exception as error:
            return Health(ok=False, message=f"{type(error).__name__}: {error}")
        return Health(ok=True, documents=documents, outdated=outdated)

    def _ranker(self, words: Words, reader: Reader) -> Ranker:
        """The scorer, with frequencies of what the viewer may read: a hidden page changes no order."""
        if not words.groups:
            return Ranker(words, 0, {}, self._tuning.rules)
        frequency = self._index.frequencies(words.terms)
        if reader.hidden:
            for term in frequency:
                frequency[term] -= len(reader.hidden & self._index.ids([(term,)]))
        return Ranker(words, reader.documents(), frequency, self._tuning.rules)

    def _met(self, asked: Sequence[tuple[Group, float]]) -> dict[int, float]:
        """How much of the query every document that answers meets."""
        parts = [
            (place, part.phrase, weight * part.weight)
            for place, (group, weight) in enumerate(asked)
            for part in group.alternatives
            if part.source is Source.PART
        ]
        whole = [
            {one.phrase for one in group.alternatives if one.source is not Source.PART} for group, _w in asked
        ]
        found = self._index.ids_of_each([*whole, *({phrase} for _place, phrase, _weight in parts)])
        met: dict[int, float] = {}
        for (_group, weight), ids in zip(asked, found, strict=False):
            for page_id in ids:
                met[page_id] = met.get(page_id, 0.0) + weight
        for (place, _phrase, weight), ids in zip(parts, found[len(asked) :], strict=True):
            for page_id in ids - found[place]:
                met[page_id] = met.get(page_id, 0.0) + weight
        return met

    def _enough(self, found: list[int], met: dict[int, float]) -> list[int]:
        if not met:
            return found
        enough = self._tuning.pruning.enough * max((met[page_id] for page_id in found), default=0.0)
        return [page_id for page_id in found if met[page_id] >= enough]

    def _best(
        self,
        found: list[int],
        ranker: Ranker,
        reader: Reader,
        phrases: frozenset[Phrase],
        met: dict[int, float],
    ) -> list[tuple[int, float]]:
        rest: list[int] = []
        if len(found) > self._tuning.pruning.scored:
            # Who meets most goes first; of equals, who has it in title or tags.
            named = self._index.ids(phrases, named=True)
            found = sorted(found, key=lambda one: (met[one], one in named, one), reverse=True)
            found, rest = found[: self._tuning.pruning.scored], found[self._tuning.pruning.scored :]
        ranked = ranker.rank(self._index.candidates(found))
        return self._tuning.related.raised(ranked, reader) + [(page_id, 0.0) for page_id in rest]

    def _near(self, query: Query, ordered: list[tuple[int, float]], reader: Reader) -> list[int]:
        """What fills a page that the hits leave partly empty, within the filters."""
        room = query.size - len(ordered)
        if room <= 0 or query.page > 1:
            return []
        near = self._tuning.related.near(ordered, reader, room * (4 if query.filters else 1))
        missed = facets.unmet(map(reader.facets_of, near), query.filters)
        return [page_id for page_id, names in zip(near, missed, strict=True) if not names][:room]


def stored(page_ids: Collection[int]) -> dict[int, Analysed]:
    """What the index in the site's database holds of these pages, but for those an older analyser read."""
    entries = Entry.objects.filter(analysis_version=ANALYSIS_VERSION).in_bulk(page_ids)
    terms = {one.page_id: one.terms for one in candidate_index(DEFAULT_DB_ALIAS).candidates(entries)}
    return {
        page_id: Analysed(entry, terms[page_id]) for page_id, entry in entries.items() if page_id in terms
    }


def _by_date(found: list[int], reader: Reader, sort: Sort) -> list[tuple[int, float]]:
    def key(page_id: int) -> tuple[str, int]:
        card = reader.card(page_id)
        return (card.checked if sort is Sort.CHECKED else card.dated, page_id)

    return [(page_id, 0.0) for page_id in sorted(found, key=key, reverse=True)]
