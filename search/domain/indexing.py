"""Keeping the index right: one page in the transaction of its change, all pages by command."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from search.documents import Document
from search.engines.factory import engine
from search.models import Entry
from search.registry import Findable, findables
from website.models import ContentPage

BATCH = 50
# The kind of promise by which pages follow what they are built from.
DEPENDANTS = "search-dependants"


def index_page(*, page_id: int) -> bool:
    """Make the index hold the page as the database has it now; returns whether it can be found.

    The row is read afresh: what is in memory during a save may be a draft.
    """
    documents = read_documents([page_id])
    if documents:
        engine().index(documents)
    else:
        engine().remove([page_id])
    return bool(documents)


def remove_page(*, page_id: int) -> None:
    """Take a page out of the index."""
    engine().remove([page_id])


def index_pages(*, page_ids: Iterable[int]) -> int:
    """The same for many pages, analysed outside the transaction; returns how many can be found."""
    return sum(_index_batch(batch) for batch in _batches(sorted(set(page_ids))))


def reindex(*, progress: Callable[[int, int], None] | None = None) -> int:
    """Build the whole index again while it stays in use; returns how many pages can be found.

    Pages that changed while this ran are left as their own change wrote them.
    """
    ids = list(indexable(timezone.now()).order_by("pk").values_list("pk", flat=True))
    found = 0
    for number, batch in enumerate(_batches(ids)):
        found += _index_batch(batch)
        if progress:
            progress(min((number + 1) * BATCH, len(ids)), len(ids))
    with transaction.atomic():
        known = set(Entry.objects.values_list("page_id", flat=True))
        gone = known.difference(indexable(timezone.now()).values_list("pk", flat=True))
        if gone:
            engine().remove(gone)
    return found


def indexable(now: datetime) -> QuerySet[ContentPage]:
    """The first wall: published pages of registered kinds, no aliases, nothing embargoed or expired."""
    models = [findable.model for findable in findables()]
    kinds = ContentType.objects.get_for_models(*models).values()
    return ContentPage.objects.filter(
        Q(expire_at__isnull=True) | Q(expire_at__gt=now),
        Q(go_live_at__isnull=True) | Q(go_live_at__lte=now),
        live=True,
        alias_of__isnull=True,
        content_type__in=list(kinds),
    )


def read_documents(page_ids: Sequence[int]) -> list[Document]:
    """The documents of those pages that may stand in the index, read from the database now."""
    wanted = set(indexable(timezone.now()).filter(pk__in=page_ids).values_list("pk", flat=True))
    return [document for findable in findables() for document in _documents(findable, wanted)]


def _documents(findable: Findable, page_ids: set[int]) -> Iterator[Document]:
    kind = ContentType.objects.get_for_model(findable.model)
    rows = findable.model.objects.filter(pk__in=page_ids, content_type=kind) if page_ids else ()
    for page in findable.with_related(rows) if rows else ():
        yield findable.document(page)


def _index_batch(page_ids: Sequence[int]) -> int:
    started = timezone.now()
    documents = read_documents(page_ids)
    engine().index(documents, confirm=lambda ids: _unchanged(ids, started))
    with transaction.atomic():
        gone = set(page_ids).difference(indexable(timezone.now()).values_list("pk", flat=True))
        if gone:
            engine().remove(gone)
    return len(documents)


def _unchanged(page_ids: Sequence[int], since: datetime) -> set[int]:
    """Those that were not indexed or withdrawn by a change of their own since they were read."""
    still = set(indexable(timezone.now()).filter(pk__in=page_ids).values_list("pk", flat=True))
    newer = Entry.objects.filter(page_id__in=page_ids, indexed_at__gte=since)
    return still.difference(newer.values_list("page_id", flat=True))


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
