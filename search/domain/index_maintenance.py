"""Looking after an index outside the database: made when it is not there, and compared with the pages."""

from collections.abc import Callable

from django.db import transaction
from elasticsearch import ApiError, TransportError

from outbox.enums import State
from outbox.messages import enqueue
from outbox.models import OutboxMessage
from search.domain.drift import repair_index
from search.domain.engines import breaker_of, elasticsearch_connection
from search.domain.rebuild import rebuild, set_right
from search.engines.elasticsearch import indices
from search.engines.elasticsearch.connection import Connection
from search.models import ExternalIndex

# The kind of message by which an index is built that is not there: at the start, or after it was lost.
REBUILD = "search-rebuild"


def maintain_index() -> int:
    """Enqueue the building of an index when there is none of this version; returns whether it did."""
    return _asking(lambda connection: _enqueue_rebuild() if _wants_another(connection) else 0)


def compare() -> int:
    """Compare the index that answers with the pages, and repair it; returns how many pages were wrong."""

    def mended(connection: Connection) -> int:
        row = ExternalIndex.objects.filter(pk=set_right(connection)).first()
        return repair_index(connection, row) if row else 0

    return _asking(mended)


def _asking(look: Callable[[Connection], int]) -> int:
    """Look at Elasticsearch, if this site has one that answers.

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


def build(message: OutboxMessage) -> None:
    connection = elasticsearch_connection()
    if connection is not None and _wants_another(connection):
        rebuild(connection)


def _wants_another(connection: Connection) -> bool:
    """Whether there is no index, one of another version of the software, or one that this database does not
    know, as after an older copy was put back: no change goes to such a one."""
    answers = set_right(connection)
    known = ExternalIndex.objects.filter(pk=answers or "").exists()
    return answers is None or not known or not indices.is_current(connection, answers)


def _enqueue_rebuild() -> int:
    if OutboxMessage.objects.filter(key=REBUILD).exclude(state=State.DONE).exists():
        return 0
    with transaction.atomic():
        enqueue(kind=REBUILD, key=REBUILD, payload={})
    return 1
