"""Maintenance of the Elasticsearch index: built when it is missing, compared with the pages and repaired."""

from collections.abc import Callable

from django.db import transaction
from elasticsearch import ApiError, TransportError

from outbox.enums import State
from outbox.messages import enqueue
from outbox.models import OutboxMessage
from search.domain.drift import repair_index
from search.domain.engines import breaker_of, elasticsearch_connection
from search.domain.rebuild import rebuild, record_answering_index
from search.engines.elasticsearch import indices
from search.engines.elasticsearch.connection import Connection
from search.models import ExternalIndex

# The kind of message by which a missing index is built: at the start, or after it was lost.
REBUILD = "search-rebuild"


def maintain_index() -> int:
    """Enqueue the building of an index when there is none of this version; returns whether it did."""
    return _with_elasticsearch(lambda connection: _enqueue_rebuild() if _needs_rebuild(connection) else 0)


def repair_drift() -> int:
    """Compare the index that answers with the pages, and repair it; returns how many pages were wrong."""

    def repaired(connection: Connection) -> int:
        row = ExternalIndex.objects.filter(pk=record_answering_index(connection)).first()
        return repair_index(connection, row) if row else 0

    return _with_elasticsearch(repaired)


def _with_elasticsearch(look: Callable[[Connection], int]) -> int:
    """Do this with Elasticsearch, if this site has one that answers; gives 0 if not.

    An open breaker closes when searches are answered again. Where the index is what is missing it never would
    by itself: then it is enough that the server is there.
    """
    connection = elasticsearch_connection()
    if connection is None or (breaker_of(connection).open and not connection.reachable()):
        return 0
    try:
        return look(connection)
    except (ApiError, TransportError) as error:
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


def _enqueue_rebuild() -> int:
    if OutboxMessage.objects.filter(key=REBUILD).exclude(state=State.DONE).exists():
        return 0
    with transaction.atomic():
        enqueue(kind=REBUILD, key=REBUILD, payload={})
    return 1
