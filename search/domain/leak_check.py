"""The third wall: hits that the audience policy refused are counted, a leak is logged as an error."""

import logging
from collections.abc import Collection

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.viewer import Viewer
from search.domain.queries.pending_removals import pages_being_synced
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.entry_cache import EntryCache, Reader
from search.models import LeakCount

logger = logging.getLogger(__name__)


def count_refused_hits(*, page_ids: Collection[int], viewer: Viewer, engine: str) -> None:
    """Count hits of an engine that could not be read back.

    The index in the database is asked again: what it no longer gives was withdrawn while we looked
    (stale), what it still gives is a leak. From an index outside, a page whose change is not on its
    way there is a leak.
    """
    if engine == ElasticsearchEngine.name:
        leaks = set(page_ids) - pages_being_synced()
    else:
        reader = Reader(EntryCache.current(using="default"), viewer, timezone.now())
        leaks = set(reader.readable(set(page_ids)))
    if leaks:
        logger.error("Search gave pages that may not be read: %s", sorted(leaks))
    _add(LeakCount.Reason.LEAK, leaks)
    _add(LeakCount.Reason.STALE, set(page_ids) - leaks)


def refused_hits() -> dict[str, int]:
    counted = dict(LeakCount.objects.values_list("reason", "count"))
    return {reason.value: counted.get(reason.value, 0) for reason in LeakCount.Reason}


def _add(reason: LeakCount.Reason, page_ids: set[int]) -> None:
    if not page_ids:
        return
    with transaction.atomic():
        row, _new = LeakCount.objects.get_or_create(reason=reason.value)
        LeakCount.objects.filter(pk=row.pk).update(
            count=F("count") + len(page_ids), last_page_id=max(page_ids), last_at=timezone.now()
        )
