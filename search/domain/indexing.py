"""Keeping the index right: one page in the transaction of its change, all pages by command."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from search.domain.elasticsearch_sync import enqueue_sync
from search.domain.engines import database_engine
from search.domain.queries.indexable import indexable, read_documents
from search.engines.analysed import Analysed
from search.models import Entry, SourceVersion

# So many pages are read and written together; a save of one of them waits while they are written, a
# fraction of a second.
BATCH = 200
# The kind of message by which pages follow what they are built from.
DEPENDANTS = "search-dependants"


def index_page(*, page_id: int) -> bool:
    """Make the index hold the page as the database has it now; returns whether it can be found.

    The row is read afresh: what is in memory during a save may be a draft. It is read after whoever is
    indexing this page is done. Other pages are not waited for.
    """
    with transaction.atomic():
        SourceVersion.hold([page_id])
        documents = read_documents([page_id])
        if documents:
            database_engine().index(documents)
        elif Entry.objects.filter(pk=page_id).exists():
            database_engine().remove([page_id])
        enqueue_sync([page_id])
    return bool(documents)


def remove_page(*, page_id: int) -> None:
    with transaction.atomic():
        SourceVersion.hold([page_id])
        database_engine().remove([page_id])
        enqueue_sync([page_id])


def index_pages(*, page_ids: Iterable[int]) -> int:
    """The same for many pages, analysed outside the transaction; returns how many can be found."""
    return sum(_index_batch(batch, follow=True) for batch in _batches(sorted(set(page_ids))))


def reindex(*, progress: Callable[[int, int], None] | None = None) -> int:
    """Build the whole index again while it stays in use; returns how many pages can be found.

    Pages that changed while their batch was read are read again, after their own change.
    """
    ids = list(indexable(timezone.now()).order_by("pk").values_list("pk", flat=True))
    found = 0
    for number, batch in enumerate(_batches(ids)):
        found += _index_batch(batch, follow=False)
        if progress:
            progress(min((number + 1) * BATCH, len(ids)), len(ids))
    known = set(Entry.objects.values_list("page_id", flat=True))
    for page_id in known.difference(indexable(timezone.now()).values_list("pk", flat=True)):
        index_page(page_id=page_id)
    return found


def _index_batch(page_ids: Sequence[int], *, follow: bool) -> int:
    """Read and analyse pages without holding anybody up, and write those that nobody changed meanwhile.

    The others are indexed one by one, each after its own change: who holds some pages never waits for more.
    """
    SourceVersion.ensure(page_ids)
    before = _indexed_at(page_ids)
    analysed = [Analysed.of(document) for document in read_documents(page_ids)]
    with transaction.atomic():
        free = SourceVersion.hold_free([one.entry.page_id for one in analysed])
        written = _unchanged(free, before)
        database_engine().write([one for one in analysed if one.entry.page_id in written])
        if follow:
            enqueue_sync(written)
    rest = sorted(set(page_ids) - written)
    return len(written) + sum(index_page(page_id=page_id) for page_id in rest)


def _indexed_at(page_ids: Collection[int]) -> dict[int, datetime]:
    return dict(Entry.objects.filter(pk__in=page_ids).values_list("page_id", "indexed_at"))


def _unchanged(page_ids: Collection[int], before: Mapping[int, datetime]) -> set[int]:
    """Those that were not indexed or withdrawn by a change of their own since they were read. Whatever their
    clock said: a change that began earlier may have ended later."""
    still = set(indexable(timezone.now()).filter(pk__in=page_ids).values_list("pk", flat=True))
    now = _indexed_at(page_ids)
    return {page_id for page_id in still if now.get(page_id) == before.get(page_id)}


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
