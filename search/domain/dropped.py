"""The third wall: hits that the audience policy refused are counted, a leak is logged as an error."""

import logging
from collections.abc import Collection

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.viewer import Viewer
from search.domain.queries.withheld import on_their_way
from search.engines.catalogue import Catalogue, Reader
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.models import DroppedHits

logger = logging.getLogger(__name__)


def count_dropped(*, page_ids: Collection[int], viewer: Viewer, engine: str) -> None:
    """Count hits of an engine that could not be read back.

    The index in the database is asked again: what it no longer gives was withdrawn while we looked
    (stale), what it still gives is a leak. From an index outside, a page whose change is not on its
    way there is a leak.
    """
    if engine == ElasticsearchEngine.name:
        leaks = set(page_ids) - on_their_way()
    else:
        reader = Reader(Catalogue.current(using="default"), viewer, timezone.now())
        leaks = set(reader.readable(set(page_ids)))
    if leaks:
        logger.error("Search gave pages that may not be read: %s", sorted(leaks))
    _add(DroppedHits.Reason.LEAK, leaks)
    _add(DroppedHits.Reason.STALE, set(page_ids) - leaks)


def dropped() -> dict[str, int]:
    """How many hits were dropped so far, by reason."""
    counted = dict(DroppedHits.objects.values_list("reason", "count"))
    return {reason.value: counted.get(reason.value, 0) for reason in DroppedHits.Reason}


def _add(reason: DroppedHits.Reason, page_ids: set[int]) -> None:
    if not page_ids:
        return
    with transaction.atomic():
        row, _new = DroppedHits.objects.get_or_create(reason=reason.value)
        DroppedHits.objects.filter(pk=row.pk).update(
            count=F("count") + len(page_ids), last_page_id=max(page_ids), last_at=timezone.now()
        )
