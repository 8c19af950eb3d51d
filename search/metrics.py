"""Figures of the indexes: what they hold, how far they are behind, and what was repaired and refused."""

from collections.abc import Iterator

from django.utils import timezone
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from wagtail import hooks

from search.domain.engines import searcher
from search.domain.queries.find import refused_hits
from search.domain.queries.indexable import indexable, lag, pages_being_synced
from search.models import Entry, ExternalIndex


@hooks.register("collect_metrics")
def index_metrics() -> Iterator[Metric]:
    health = searcher().health()
    for name, about, value in (
        ("answers", "Whether the engine of this site answers.", health.ok),
        ("pages", "Pages that can be found.", indexable(timezone.now()).count()),
        ("entries", "Pages with an entry in the database.", Entry.objects.count()),
        ("documents", "Documents in the index that answers.", health.documents),
        ("behind_pages", "Pages whose change is not seen outside yet.", len(pages_being_synced())),
        ("lag_seconds", "Age of the longest waiting change for outside.", lag().total_seconds()),
    ):
        yield GaugeMetricFamily(f"regiobrug_search_{name}", about, value=float(value))
    repaired = CounterMetricFamily(
        "regiobrug_search_repaired", "Pages found different and sent again.", labels=["index"]
    )
    for index, number in ExternalIndex.objects.values_list("name", "repaired"):
        repaired.add_metric([index], number)
    refused = CounterMetricFamily(
        "regiobrug_search_dropped_hits", "Hits refused when they were read back.", labels=["reason"]
    )
    for reason, number in refused_hits().items():
        refused.add_metric([reason], number)
    yield from (repaired, refused)
