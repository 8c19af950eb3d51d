"""Figures for Prometheus: what is counted in this process, and what the database knows."""

import hmac
import os
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from outbox.status import state_of_promises
from search.domain.documents import indexable
from search.domain.dropped import dropped
from search.domain.engines import breaker_of, outside, searcher
from search.domain.queries.withheld import on_their_way
from search.models import Entry, OutsideIndex


def metrics(request: HttpRequest) -> HttpResponse:
    """All figures, for who brings the token. Without a token set there is no such page."""
    if not _knows_the_token(request):
        raise Http404
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)
        counted = generate_latest(registry)
    else:
        counted = generate_latest(REGISTRY)
    known = CollectorRegistry()
    known.register(SiteCollector())
    return HttpResponse(counted + generate_latest(known), content_type=CONTENT_TYPE_LATEST)


def _knows_the_token(request: HttpRequest) -> bool:
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "")
    return bool(token) and hmac.compare_digest(given.encode(), f"Bearer {token}".encode())


class SiteCollector(Collector):
    """What the database knows, asked when somebody looks. Counts alone, nothing about people."""

    def collect(self) -> Iterator[Metric]:
        """Promises, sweeps, and the search index."""
        yield from self._promises()
        yield from self._search()

    def _promises(self) -> Iterator[Metric]:
        found = state_of_promises()
        yield _gauge("outbox_oldest_due_seconds", "Age of the longest waiting promise.", found.oldest_due)
        by_state = GaugeMetricFamily(
            "regiobrug_outbox_promises", "Promises by kind and state.", labels=["kind", "state"]
        )
        for (kind, state), number in sorted(found.counts.items()):
            by_state.add_metric([kind, str(state)], number)
        yield by_state
        late = GaugeMetricFamily(
            "regiobrug_sweep_late_seconds", "How long a sweep should have run already.", labels=["sweep"]
        )
        for sweep in found.sweeps:
            late.add_metric([sweep.name], sweep.late.total_seconds())
        yield late

    def _search(self) -> Iterator[Metric]:
        health = searcher().health()
        yield _gauge("search_answers", "Whether the engine of this site answers.", health.ok)
        yield _gauge("search_pages", "Pages that can be found.", indexable(timezone.now()).count())
        yield _gauge("search_entries", "Pages with an entry in the database.", Entry.objects.count())
        yield _gauge("search_documents", "Documents in the index that answers.", health.documents)
        behind = len(on_their_way())
        yield _gauge("search_behind_pages", "Pages whose change is not seen outside yet.", behind)
        repaired = CounterMetricFamily(
            "regiobrug_search_repaired", "Pages found different and promised again."
        )
        repaired.add_metric([], OutsideIndex.objects.aggregate(n=Sum("repaired"))["n"] or 0)
        yield repaired
        refused = CounterMetricFamily(
            "regiobrug_search_dropped_hits", "Hits refused when they were read back.", labels=["reason"]
        )
        for reason, number in dropped().items():
            refused.add_metric([reason], number)
        yield refused
        connection = outside()
        if connection is not None:
            breaker = breaker_of(connection)
            yield _gauge("search_breaker_open", "Whether this process leaves it alone.", breaker.open)
            opened = CounterMetricFamily("regiobrug_search_breaker_opened", "How often this process did.")
            opened.add_metric([], breaker.opened)
            yield opened


def _gauge(name: str, about: str, value: float | timedelta) -> Metric:
    seconds = value.total_seconds() if isinstance(value, timedelta) else float(value)
    return GaugeMetricFamily(f"regiobrug_{name}", about, value=seconds)
