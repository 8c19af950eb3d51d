"""Which pages may stand in an index, with their documents of now, and which are on their way to it or out."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Min, Q, QuerySet
from django.utils import timezone

from accounts.viewer import Viewer
from outbox.models import OutboxMessage
from search.documents import Document
from search.models import Entry
from search.registry import Findable, findables
from website.models import ContentPage

# The kind of message by which an index outside the database follows a page.
SYNC = "search-outside"
# What was written a moment ago cannot be found before the index refreshes.
JUST_WRITTEN = timedelta(seconds=10)


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


def rights_now(page_ids: Collection[int]) -> dict[int, tuple[str, datetime | None]]:
    """Of those pages that may stand in the index now: their audience, and until when they are there."""
    rows = indexable(timezone.now()).filter(pk__in=page_ids)
    return {pk: (audience, until) for pk, audience, until in rows.values_list("pk", "audience", "expire_at")}


def read_documents(page_ids: Sequence[int]) -> list[Document]:
    wanted = set(indexable(timezone.now()).filter(pk__in=page_ids).values_list("pk", flat=True))
    return [document for findable in findables() for document in _documents(findable, wanted)]


def _documents(findable: Findable, page_ids: set[int]) -> Iterator[Document]:
    kind = ContentType.objects.get_for_model(findable.model)
    rows = findable.model.objects.filter(pk__in=page_ids, content_type=kind) if page_ids else ()
    for page in findable.with_related(rows) if rows else ():
        yield findable.document(page)


def pages_being_synced() -> set[int]:
    """The pages whose change is on its way and cannot be seen outside yet."""
    fresh = Q(done_at__isnull=True) | Q(done_at__gte=timezone.now() - JUST_WRITTEN)
    waiting = OutboxMessage.objects.filter(fresh, kind=SYNC)
    return {payload["page"] for payload in waiting.values_list("payload", flat=True)}


def lag() -> timedelta:
    """How long the longest waiting change has not been written outside."""
    waiting = OutboxMessage.objects.filter(kind=SYNC, done_at__isnull=True)
    since = waiting.aggregate(since=Min("enqueued_at"))["since"]
    return timezone.now() - since if since else timedelta()


def pending_removals(viewer: Viewer) -> Collection[int]:
    """The pages whose change is on its way outside and that this viewer may not find (any more).

    The index in the database was changed together with the page, so it knows.
    """
    ids = pages_being_synced()
    if not ids:
        return ()
    now = timezone.now()
    found = Entry.objects.filter(pk__in=ids).values_list("page_id", "readers", "visible_until")
    readable = {
        page_id
        for page_id, readers, until in found
        if not viewer.tokens.isdisjoint(readers.split(" ")) and (until is None or until > now)
    }
    return ids - readable
