"""Keeping the Elasticsearch index in step with the pages: by messages, and by comparing it with them."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from outbox.messages import enqueue
from outbox.models import OutboxMessage
from search.domain.engines import breaker_of, elasticsearch_connection
from search.domain.queries.indexable import SYNC, indexable, pages_being_synced, read_documents, rights_now
from search.engines.analysed import Analysed
from search.engines.database import stored
from search.engines.elasticsearch.connection import Connection, engine_down
from search.engines.elasticsearch.indices import MOST_DOCUMENTS, Change, Refused, write, writing_name
from search.models import ExternalIndex, SourceVersion
from search.port import EngineDown

# So many messages are handled with one request.
BATCH = MOST_DOCUMENTS
# The indices that follow every change.
FOLLOWING = (ExternalIndex.State.BUILDING, ExternalIndex.State.ANSWERS)


def enqueue_sync(page_ids: Iterable[int]) -> None:
    """Enqueue writing these pages to Elasticsearch; called in the transaction of their change. Does nothing
    on a site without Elasticsearch."""
    ids = sorted(page_ids)
    if not ids or elasticsearch_connection() is None:
        return
    with transaction.atomic():
        SourceVersion.bump(ids)
        for page_id in ids:
            enqueue(kind=SYNC, key=f"{SYNC}:{page_id}", payload={"page": page_id})


def apply_sync(messages: Sequence[OutboxMessage]) -> Mapping[int, Exception]:
    """Write the pages of these messages, in one request for each index; gives the errors of refused pages by
    message. Raises EngineDown while Elasticsearch does not answer: the messages wait, searching goes on."""
    refused: dict[int, Exception] = {}
    connection = elasticsearch_connection()
    if connection is None:
        # Switched off since; an index that comes later is built anew.
        return refused
    breaker = breaker_of(connection)
    if breaker.open:
        raise EngineDown("Elasticsearch is left alone for a while.")
    # A worker may wait longer than a visitor, but other messages wait behind it.
    client = connection.client(seconds=5)
    try:
        changes = changes_of(message.payload["page"] for message in messages)
        for name in ExternalIndex.objects.filter(state__in=FOLLOWING).values_list("name", flat=True):
            try:
                write(client, writing_name(name), changes)
            except Refused as error:
                at_fault = error.page_ids or {change.page_id for change in changes}
                refused |= {one.pk: error for one in messages if one.payload["page"] in at_fault}
    except EngineDown as error:
        breaker.failed(error)
        raise
    breaker.succeeded()
    return refused


def changes_of(page_ids: Iterable[int]) -> list[Change]:
    """What has to be written about pages, as the database has them now.

    Words come from its own index, which was analysed already. Who may read a page is asked of the page; one
    whose rights stand otherwise in that index, or that is not in it as this analyser reads, is read itself.

    The versions are read first: a change in between makes the document newer than its version says,
    which its own message mends; the other way round an old document would pass for the newest.
    """
    ids = list(page_ids)
    versions = SourceVersion.versions(ids)
    rights = rights_now(ids)
    documents = {
        page_id: one
        for page_id, one in stored(rights).items()
        if (one.entry.readers, one.entry.visible_until) == rights[page_id]
    }
    if others := [page_id for page_id in rights if page_id not in documents]:
        documents |= {one.page_id: Analysed.of(one) for one in read_documents(others)}
    return [Change(page_id, documents.get(page_id), versions.get(page_id, 1)) for page_id in ids]


@engine_down()
def differences(connection: Connection, index: str) -> dict[int, int]:
    """The pages that this index lacks, holds too many, or holds in another version, with the version it
    holds (0 for none); changes that are still on their way are none of these."""
    from elasticsearch.helpers import scan

    versions = dict(SourceVersion.objects.values_list("page_id", "version"))
    pages = indexable(timezone.now()).values_list("pk", flat=True)
    wanted = {page_id: versions.get(page_id, 0) for page_id in pages}
    only_versions = {"_source": False, "docvalue_fields": ["source_version"]}
    hits = scan(
        connection.client(), only_versions, index=index, size=5_000, allow_partial_search_results=False
    )
    held = {int(hit["_id"]): int(hit["fields"]["source_version"][0]) for hit in hits}
    every = held.keys() | wanted.keys()
    found = {page_id: held.get(page_id, 0) for page_id in every if held.get(page_id) != wanted.get(page_id)}
    moving = pages_being_synced() if found else set()
    return {page_id: version for page_id, version in found.items() if page_id not in moving}
