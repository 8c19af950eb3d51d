"""Figures of the outbox and its periodic tasks."""

from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily as Gauge
from prometheus_client.core import Metric
from wagtail import hooks

from outbox.status import late, outbox_status


@hooks.register("collect_metrics")
def outbox_metrics() -> Iterator[Metric]:
    status = outbox_status()
    yield Gauge(
        "regiobrug_outbox_oldest_due_seconds",
        "Age of the longest waiting message.",
        value=status.oldest_due.total_seconds(),
    )
    messages = Gauge("regiobrug_outbox_messages", "Messages by kind and state.", labels=["kind", "state"])
    for (kind, state), number in sorted(status.counts.items()):
        messages.add_metric([kind, str(state)], number)
    task = "regiobrug_periodic_task"
    late_by = Gauge(f"{task}_late_seconds", "How long ago a task should have run.", labels=["task"])
    failing = Gauge(f"{task}_failing", "Whether the last run of a task failed.", labels=["task"])
    finished = Gauge(
        f"{task}_finished_timestamp_seconds",
        "When a task last ran to its end; 0 when it never did.",
        labels=["task"],
    )
    for each in status.periodic_tasks:
        late_by.add_metric([each.name], late(each).total_seconds())
        finished.add_metric([each.name], each.finished_at.timestamp() if each.finished_at else 0)
        failing.add_metric([each.name], bool(each.last_error))
    yield from (messages, late_by, finished, failing)
