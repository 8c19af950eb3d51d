"""Building the Elasticsearch index anew while the one before answers: by command, or when it is missing."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from outbox.enums import State
from outbox.messages import enqueue
from outbox.models import OutboxMessage
from search.domain.elasticsearch_sync import changes_of, differences, enqueue_sync
from search.domain.engines import breaker_of, elasticsearch_connection, elasticsearch_engine, every_facet
from search.domain.queries.indexable import indexable
from search.engines.elasticsearch import indices
from search.engines.elasticsearch.connection import Connection, engine_down
from search.engines.elasticsearch.indices import write, writing_name
from search.models import ExternalIndex, SourceVersion
from search.port import LONGEST_QUERY, EngineDown, Query
from website.models import ContentPage

# The kind of message by which a missing index is built: at the start, or after it was lost.
REBUILD = "search-rebuild"
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


class Rebuilt(NamedTuple):
    """The index that answers now, and how many documents it holds."""

    name: str
    documents: int


@engine_down()
def rebuild(connection: Connection, *, progress: Callable[[int, int], None] | None = None) -> Rebuilt:
    """Make a new index, let it follow every change, fill it, check it, and put it in place.

    Searches go to the old index until the last step, which is one call. A half-filled index that was
    abandoned is filled further. Raises BeingBuilt while another process builds one, NotGoodEnough, EngineDown
    and Refused.
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


def maintain_index() -> int:
    """Enqueue the building of an index when there is none of this version; returns whether it did."""

    def enqueue_rebuild(connection: Connection) -> int:
        waiting = OutboxMessage.objects.filter(key=REBUILD).exclude(state=State.DONE)
        if not _needs_rebuild(connection) or waiting.exists():
            return 0
        with transaction.atomic():
            enqueue(kind=REBUILD, key=REBUILD, payload={})
        return 1

    return _with_elasticsearch(enqueue_rebuild)


def repair_drift() -> int:
    """Compare the index that answers with the pages, and repair it; returns how many pages were wrong."""

    def repair(connection: Connection) -> int:
        answers = ExternalIndex.objects.filter(pk=record_answering_index(connection))
        if not answers:
            return 0
        wrong = differences(connection, answers[0].name)
        with transaction.atomic():
            SourceVersion.raise_to(wrong)
            enqueue_sync(wrong.keys())
            answers.update(repaired=F("repaired") + len(wrong))
        return len(wrong)

    return _with_elasticsearch(repair)


def _with_elasticsearch(look: Callable[[Connection], int]) -> int:
    """Do this with Elasticsearch, if this site has one that answers; gives 0 if not.

    An open breaker closes when searches are answered again. Where the index is what is missing it never would
    by itself: then it is enough that the server is there.
    """
    connection = elasticsearch_connection()
    if connection is None or (breaker_of(connection).open and not connection.reachable()):
        return 0
    try:
        with engine_down():
            return look(connection)
    except EngineDown as error:
        # It comes back by itself; changes that it misses meanwhile wait in the outbox.
        breaker_of(connection).failed(error)
        return 0


def rebuild_if_missing(message: OutboxMessage) -> None:
    connection = elasticsearch_connection()
    if connection is not None and _needs_rebuild(connection):
        rebuild(connection)


def _needs_rebuild(connection: Connection) -> bool:
    """Whether there is no index, one of another version of the software, or one that this database does not
    know, as after an older copy was put back: no change goes to such a one."""
    answers = record_answering_index(connection)
    known = ExternalIndex.objects.filter(pk=answers or "").exists()
    return answers is None or not known or not indices.is_current(connection, answers)


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
    for start in range(bisect_right(ids, row.filled_to), len(ids), BATCH):
        batch = ids[start : start + BATCH]
        SourceVersion.ensure(batch)
        write(connection.client(), writing_name(row.name), changes_of(batch))
        ExternalIndex.objects.filter(pk=row.pk).update(filled_to=batch[-1], filled_at=timezone.now())
        if progress:
            progress(start + len(batch), len(ids))


def _check(connection: Connection, name: str) -> int:
    """The gates: it holds every page in its version and nothing else, and finds pages by their titles."""
    wrong = differences(connection, name)
    if wrong:
        raise NotGoodEnough(
            _("%(n)d pages are not as they should be, page %(page)d for one.")
            % {"n": len(wrong), "page": min(wrong)}
        )
    # Nobody waits for these answers.
    patient = replace(connection, search_seconds=connection.write_seconds)
    finder = elasticsearch_engine(patient, index=name)
    public = ContentPage.objects.visible_to(Viewer.public())
    pages = public.filter(pk__in=indexable(timezone.now()).values("pk")).order_by("pk")
    titles = list(pages.values_list("pk", "title"))
    asked = titles[:: max(1, len(titles) // MOST_TITLES)]
    lost = 0
    for pk, title in asked:
        found = finder.search(Query(text=title[:LONGEST_QUERY]), Viewer.public())
        lost += pk not in {hit.page_id for hit in found.hits}
    if lost > MOST_LOST * len(asked):
        raise NotGoodEnough(
            _("%(n)d of %(asked)d pages are not found by their own title.") % {"n": lost, "asked": len(asked)}
        )
    return int(connection.client().count(index=name)["count"])


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
