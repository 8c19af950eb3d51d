"""Letting an index outside the database follow the pages: by promise, never later than seconds."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from outbox.messages import enqueue
from search.domain.documents import read_documents, rights_now
from search.domain.engines import breaker_of, outside
from search.domain.queries.pending_removals import SYNC
from search.engines.analysed import Analysed
from search.engines.database import stored
from search.engines.elasticsearch.connection import Connection
from search.engines.elasticsearch.writing import Change, write, writing_name
from search.models import ExternalIndex, SourceVersion
from search.port import EngineDown


def enqueue_sync(page_ids: Iterable[int]) -> None:
    """Promise that these pages will be outside as they are here; called in the transaction of their
    change, and does nothing on a site that has no index outside."""
    ids = sorted(page_ids)
    if not ids or outside() is None:
        return
    with transaction.atomic():
        SourceVersion.bump(ids)
        for page_id in ids:
            enqueue(kind=SYNC, key=f"{SYNC}:{page_id}", payload={"page": page_id})


def apply_sync(payload: dict[str, Any]) -> None:
    """Keep the promise about one page. Raises EngineDown while Elasticsearch does not answer, Refused while
    it does not take the page: then the promise waits, but searching goes on."""
    connection = outside()
    if connection is None:
        # Switched off since; what comes after is built anew.
        return
    breaker = breaker_of(connection)
    if breaker.open:
        raise EngineDown("Elasticsearch is left alone for a while.")
    try:
        for name in indices_to_sync():
            write(_patient(connection), writing_name(name), changes_of([payload["page"]]))
    except EngineDown as error:
        breaker.failed(error)
        raise
    breaker.succeeded()


def changes_of(page_ids: Iterable[int]) -> list[Change]:
    """What has to be written about pages, as the database has them now.

    Words come from its own index, which was analysed already. Who may read a page is asked of the page; one
    whose rights stand otherwise in that index, or that is not in it as this analyser reads, is read itself.

    The versions are read first: a change in between makes the document newer than its version says,
    which its own promise mends; the other way round an old document would pass for the newest.
    """
    ids = list(page_ids)
    versions = SourceVersion.versions(ids)
    rights = rights_now(ids)
    documents = {
        page_id: one
        for page_id, one in stored(rights).items()
        if (one.readers, one.visible_until) == ((rights[page_id][0],), rights[page_id][1])
    }
    if others := [page_id for page_id in rights if page_id not in documents]:
        documents |= {one.page_id: Analysed.of(one) for one in read_documents(others)}
    return [Change(page_id, documents.get(page_id), versions.get(page_id, 1)) for page_id in ids]


def indices_to_sync() -> list[str]:
    """The indices that follow every change."""
    states = (ExternalIndex.State.BUILDING, ExternalIndex.State.ANSWERS)
    return list(ExternalIndex.objects.filter(state__in=states).values_list("name", flat=True))


def _patient(connection: Connection) -> Any:
    # A worker may wait longer than a visitor, but others' promises wait behind it.
    return connection.client().options(request_timeout=5)
