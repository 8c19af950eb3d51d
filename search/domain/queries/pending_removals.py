"""Pages that must not be found although the Elasticsearch index may still hold them."""

from collections.abc import Collection
from datetime import timedelta

from django.db.models import Min, Q
from django.utils import timezone

from accounts.viewer import Viewer
from outbox.models import OutboxMessage
from search.models import Entry

# The kind of message by which an index outside the database follows a page.
SYNC = "search-outside"
# What was written a moment ago cannot be found before the index refreshes.
JUST_WRITTEN = timedelta(seconds=10)


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
