"""Finding: the engine's answer, read back from the database on the viewer's behalf; the third wall."""

import logging
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from prometheus_client import Counter, Histogram

from accounts.viewer import Viewer
from search.domain.engines import searcher
from search.domain.queries.indexable import pages_being_synced
from search.engines.elasticsearch.connection import ELASTICSEARCH
from search.engines.entry_cache import EntryCache, Reader
from search.models import EntryText, LeakCount
from search.port import Hit, Query, Results, Searcher
from search.registry import Findable, findables
from website.models import ContentPage

logger = logging.getLogger(__name__)

_SECONDS = Histogram(
    "regiobrug_search_seconds",
    "Whole search, with the hits read back, by the engine that answered.",
    ["engine"],
    buckets=(0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2),
)
_DEGRADED = Counter(
    "regiobrug_search_degraded_total", "Searches that another engine answered than the one asked first."
)


@dataclass(frozen=True, slots=True)
class FoundHit:
    hit: Hit
    page: ContentPage
    findable: Findable


@dataclass(frozen=True, slots=True)
class Found:
    results: Results
    hits: tuple[FoundHit, ...]

    @property
    def total(self) -> int:
        """How many there are, without the hits that were refused at the last moment."""
        answered = sum(1 for hit in self.results.hits if not hit.near)
        return self.results.total - answered + sum(1 for one in self.hits if not one.hit.near)


def find(query: Query, viewer: Viewer, *, using: Searcher | None = None) -> Found:
    started = time.perf_counter()
    results = (using or searcher()).search(query, viewer)
    pages = _read_back(results, viewer)
    refused = [hit.page_id for hit in results.hits if hit.page_id not in pages]
    if refused:
        _count_refused(refused, viewer, results.engine)
    kept = [(hit, pages[hit.page_id]) for hit in results.hits if hit.page_id in pages]
    _SECONDS.labels(results.engine).observe(time.perf_counter() - started)
    _DEGRADED.inc(results.degraded)
    return Found(results, tuple(FoundHit(hit, page, findable) for hit, (page, findable) in kept))


def texts_of(page_ids: Collection[int]) -> dict[int, str]:
    """The indexed texts of pages that were read back, to cut a passage from."""
    return dict(EntryText.objects.filter(page_id__in=page_ids).values_list("page_id", "text"))


def _read_back(results: Results, viewer: Viewer) -> Mapping[int, tuple[ContentPage, Findable]]:
    found: dict[int, tuple[ContentPage, Findable]] = {}
    for findable in findables():
        ids = [hit.page_id for hit in results.hits if hit.kind == findable.kind]
        if ids:
            rows = findable.model.objects.visible_to(viewer).filter(pk__in=ids)
            found.update({page.pk: (page, findable) for page in findable.to_show(rows)})
    return found


def refused_hits() -> dict[str, int]:
    counted = dict(LeakCount.objects.values_list("reason", "count"))
    return {reason.value: counted.get(reason.value, 0) for reason in LeakCount.Reason}


def _count_refused(page_ids: Collection[int], viewer: Viewer, engine: str) -> None:
    """Count hits of an engine that could not be read back.

    The index in the database is asked again: what it no longer gives was withdrawn while we looked
    (stale), what it still gives is a leak. From an index outside, a page whose change is not on its
    way there is a leak.
    """
    if engine == ELASTICSEARCH:
        leaks = set(page_ids) - pages_being_synced()
    else:
        reader = Reader(EntryCache.current(using="default"), viewer, timezone.now())
        leaks = set(reader.readable(set(page_ids)))
    if leaks:
        logger.error("Search gave pages that may not be read: %s", sorted(leaks))
    reasons = {LeakCount.Reason.LEAK: leaks, LeakCount.Reason.STALE: set(page_ids) - leaks}
    for reason, refused in reasons.items():
        if refused:
            with transaction.atomic():
                LeakCount.objects.get_or_create(reason=reason.value)
                LeakCount.objects.filter(reason=reason.value).update(count=F("count") + len(refused))
