"""Finding: the engine's answer, read back from the database on the viewer's behalf."""

import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from accounts.viewer import Viewer
from search import timing
from search.domain.engines import searcher
from search.domain.leak_check import count_refused_hits
from search.models import EntryText
from search.port import Hit, Query, Results, Searcher
from search.registry import Findable, findables
from website.models import ContentPage


@dataclass(frozen=True, slots=True)
class FoundHit:
    hit: Hit
    page: ContentPage
    findable: Findable


@dataclass(frozen=True, slots=True)
class Found:
    """What an engine answered and what of it could be read back."""

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
        count_refused_hits(page_ids=refused, viewer=viewer, engine=results.engine)
    kept = [(hit, pages[hit.page_id]) for hit in results.hits if hit.page_id in pages]
    timing.SECONDS.labels(results.engine).observe(time.perf_counter() - started)
    timing.DEGRADED.inc(results.degraded)
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
