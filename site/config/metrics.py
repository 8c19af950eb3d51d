"""Figures for Prometheus: what is counted in this process, and what the database knows."""

import hmac
import os
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from outbox.status import outbox_status
from search.domain.documents import indexable
from search.domain.engines import searcher
from search.domain.leak_check import refused_hits
from search.domain.queries.pending_removals import lag, pages_being_synced
from search.models import Entry, ExternalIndex


def metrics() -> HttpResponse:
    """All figures: those of every process of this web server, and those of the database."""
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)
        counted = generate_latest(registry)
    else:
        counted = generate_latest(REGISTRY)
    known = CollectorRegistry()
    known.register(SiteCollector())
    return HttpResponse(counted + generate_latest(known), content_type=CONTENT_TYPE_LATEST)


def knows_the_token(request: HttpRequest) -> bool:
    """Whether this is a monitor of ours. Without a token set there is none."""
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "")
    return bool(token) and hmac.compare_digest(given.encode(), f"Bearer {token}".encode())


class SiteCollector(Collector):
    """What the database knows, asked when somebody looks. Counts alone, nothing about people."""

    def collect(self) -> Iterator[Metric]:
        """The outbox, its periodic tasks, and the search index."""
        yield from self._outbox()
        yield from self._search()

    def _outbox(self) -> Iterator[Metric]:
        found = outbox_status()
        yield _gauge("outbox_oldest_due_seconds", "Age of the longest waiting message.", found.oldest_due)
        by_state = GaugeMetricFamily(
            "regiobrug_outbox_messages", "Messages by kind and state.", labels=["kind", "state"]
        )
        for (kind, state), number in sorted(found.counts.items()):
            by_state.add_metric([kind, str(state)], number)
        yield by_state
        late = GaugeMetricFamily(
            "regiobrug_periodic_task_late_seconds", "How long ago a task should have run.", labels=["task"]
        )
        for task in found.periodic_tasks:
            late.add_metric([task.name], task.late.total_seconds())
        yield late
        finished = GaugeMetricFamily(
            "regiobrug_periodic_task_finished_timestamp_seconds",
            "When a task last ran to its end; 0 when it never did.",
            labels=["task"],
        )
        failing = GaugeMetricFamily(
            "regiobrug_periodic_task_failing", "Whether the last run of a task failed.", labels=["task"]
        )
        for task in found.periodic_tasks:
            at = task.finished_at
            finished.add_metric([task.name], at.timestamp() if at else 0)
            failing.add_metric([task.name], bool(task.last_error))
        yield from (finished, failing)

    def _search(self) -> Iterator[Metric]:
        health = searcher().health()
        yield _gauge("search_answers", "Whether the engine of this site answers.", health.ok)
        yield _gauge("search_pages", "Pages that can be found.", indexable(timezone.now()).count())
        yield _gauge("search_entries", "Pages with an entry in the database.", Entry.objects.count())
        yield _gauge("search_documents", "Documents in the index that answers.", health.documents)
        behind = len(pages_being_synced())
        yield _gauge("search_behind_pages", "Pages whose change is not seen outside yet.", behind)
        yield _gauge("search_lag_seconds", "Age of the longest waiting change for outside.", lag())
        repaired = CounterMetricFamily(
            "regiobrug_search_repaired", "Pages found different and sent again.", labels=["index"]
        )
        for name, number in ExternalIndex.objects.values_list("name", "repaired"):
            repaired.add_metric([name], number)
        yield repaired
        refused = CounterMetricFamily(
            "regiobrug_search_dropped_hits", "Hits refused when they were read back.", labels=["reason"]
        )
        for reason, number in refused_hits().items():
            refused.add_metric([reason], number)
        yield refused


def _gauge(name: str, about: str, value: float | timedelta) -> Metric:
    seconds = value.total_seconds() if isinstance(value, timedelta) else float(value)
    return GaugeMetricFamily(f"regiobrug_{name}", about, value=seconds)
