"""Building the Elasticsearch index anew, while the one before it answers."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from search.domain.drift import differences
from search.domain.elasticsearch_sync import changes_of
from search.domain.engines import every_facet
from search.domain.queries.indexable import indexable
from search.domain.synonyms import synonym_table
from search.engines.elasticsearch import indices
from search.engines.elasticsearch.connection import Connection
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.elasticsearch.writing import write, writing_name
from search.models import ExternalIndex, SourceVersion
from search.port import LONGEST_QUERY, Query
from website.models import ContentPage

BATCH = 200
# A half-filled index that was written to longer ago than this is one that nobody is building any more.
ABANDONED_AFTER = timedelta(seconds=60)
# So many pages are searched by their own title before a new index may answer. A few may be crowded out by
# others of the same name.
MOST_TITLES = 100
MOST_LOST = 0.1


class BeingBuilt(Exception):
    """Somebody else is building an index at this moment."""


class NotGoodEnough(Exception):
    """A new index did not pass its gates; the one before it goes on answering. The message says why."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild made: the index that answers now, and how many documents it holds."""

    name: str
    documents: int


def rebuild(connection: Connection, *, progress: Callable[[int, int], None] | None = None) -> Rebuilt:
    """Make a new index, let it follow every change, fill it, check it, and put it in place.

    Searches go to the old index until the last step, which is one call. A half-filled index that was
    abandoned is filled further. Raises BeingBuilt while another process builds one, and NotGoodEnough.
    """
    record_answering_index(connection)
    row = _resumable(connection) or ExternalIndex.objects.create(
        name=indices.create(connection, every_facet()), filled_at=timezone.now()
    )
    # From here on every change goes to both. What was changed before is read below.
    _fill(connection, row, progress)
    connection.client().indices.refresh(index=row.name)
    try:
        documents = _check(connection, row.name)
    except NotGoodEnough:
        _drop(connection, row)
        raise
    for before in ExternalIndex.objects.filter(state=ExternalIndex.State.BEFORE):
        _drop(connection, before)
    indices.put_in_place(connection, row.name)
    record_answering_index(connection)
    _drop_unknown(connection, older_than=row.name)
    return Rebuilt(row.name, documents)


def record_answering_index(connection: Connection) -> str | None:
    """Record in our rows which index answers in Elasticsearch, and give its name: a process that died between
    the two left them different."""
    answers = indices.answering(connection)
    state = ExternalIndex.State
    ExternalIndex.objects.filter(state=state.ANSWERS).exclude(pk=answers or "").update(state=state.BEFORE)
    if answers:
        ExternalIndex.objects.exclude(state=state.ANSWERS).filter(pk=answers).update(state=state.ANSWERS)
    return answers


def _resumable(connection: Connection) -> ExternalIndex | None:
    """The index that was left half filled, when it can still be used; others are dropped."""
    now = timezone.now()
    for row in ExternalIndex.objects.filter(state=ExternalIndex.State.BUILDING):
        if row.filled_at and row.filled_at > now - ABANDONED_AFTER:
            raise BeingBuilt(_("%(index)s is being built at this moment.") % {"index": row.name})
        if not indices.is_current(connection, row.name):
            _drop(connection, row)
            continue
        # Of two that find it, one goes on with it.
        mine = ExternalIndex.objects.filter(pk=row.pk, filled_at=row.filled_at).update(filled_at=now)
        if not mine:
            raise BeingBuilt(_("%(index)s is being built at this moment.") % {"index": row.name})
        return row
    return None


def _fill(connection: Connection, row: ExternalIndex, progress: Callable[[int, int], None] | None) -> None:
    ids = list(indexable(timezone.now()).order_by("pk").values_list("pk", flat=True))
    missing = ids[bisect_right(ids, row.filled_to) :]
    done = len(ids) - len(missing)
    for batch in _write_batches(connection, row.name, missing):
        ExternalIndex.objects.filter(pk=row.pk).update(filled_to=batch[-1], filled_at=timezone.now())
        done += len(batch)
        if progress:
            progress(done, len(ids))


def _write_batches(connection: Connection, name: str, ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Write these pages; while Elasticsearch takes one batch in, the next is read here. Gives each batch once
    it is written."""
    with ThreadPoolExecutor(max_workers=1) as writer:
        before: tuple[Sequence[int], Future[None]] | None = None
        for start in range(0, len(ids), BATCH):
            batch = ids[start : start + BATCH]
            SourceVersion.ensure(batch)
            changes = changes_of(batch)
            if before:
                before[1].result()
                yield before[0]
            before = batch, writer.submit(write, connection.client(), writing_name(name), changes)
        if before:
            before[1].result()
            yield before[0]


def _check(connection: Connection, name: str) -> int:
    """The gates: it holds every page in its version and nothing else, and finds pages by their titles."""
    wrong = differences(connection, name)
    if wrong:
        raise NotGoodEnough(
            _("%(n)d pages are not as they should be, page %(page)d for one.")
            % {"n": len(wrong), "page": min(wrong)}
        )
    finder = ElasticsearchEngine(synonym_table, connection.patient(), facets=every_facet(), index=name)
    public = ContentPage.objects.visible_to(Viewer.public())
    pages = public.filter(pk__in=indexable(timezone.now()).values("pk")).order_by("pk")
    titles = list(pages.values_list("pk", "title"))
    asked = titles[:: max(1, len(titles) // MOST_TITLES)]
    lost = [pk for pk, title in asked if pk not in _first_hits(finder, title)]
    if len(lost) > MOST_LOST * len(asked):
        raise NotGoodEnough(
            _("%(n)d of %(asked)d pages are not found by their own title.")
            % {"n": len(lost), "asked": len(asked)}
        )
    return int(connection.client().count(index=name)["count"])


def _first_hits(finder: ElasticsearchEngine, title: str) -> set[int]:
    found = finder.search(Query(text=title[:LONGEST_QUERY]), Viewer.public())
    return {hit.page_id for hit in found.hits}


def _drop_unknown(connection: Connection, *, older_than: str) -> None:
    """Drop indices without a row. A newer one may belong to a process that has yet to record it."""
    known = set(ExternalIndex.objects.values_list("name", flat=True))
    for name in indices.every(connection):
        # The moment at which it was made is in its name.
        if name < older_than and name not in known:
            indices.drop(connection.client(), name)


def _drop(connection: Connection, row: ExternalIndex) -> None:
    indices.drop(connection.client(), row.name)
    row.delete()
