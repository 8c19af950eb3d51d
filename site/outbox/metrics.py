"""Figures of the outbox and its periodic tasks."""

from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily as Gauge
from prometheus_client.core import Metric
from wagtail import hooks

from outbox.status import late, outbox_status


@hooks.register("collect_metrics")
def outbox_metrics() -> Iterator[Metric]:
    """How many messages there are of each kind and state, how late they are, and how the tasks ran."""
    status = outbox_status()
    yield Gauge(
        "regiobrug_outbox_oldest_due_seconds",
        "Age of the longest waiting message.",
        value=status.oldest_due.total_seconds(),
    )
    messages = Gauge("regiobrug_outbox_messages", "Messages by kind and state.", labels=["kind", "state"])
    for (kind, state), number in sorted(status.counts.items()):
        messages.add_metric([kind, str(state)], number)
    behind = Gauge(
        "regiobrug_periodic_task_late_seconds", "How long ago a task should have run.", labels=["task"]
    )
    finished = Gauge(
        "regiobrug_periodic_task_finished_timestamp_seconds",
        "When a task last ran to its end; 0 when it never did.",
        labels=["task"],
    )
    failing = Gauge(
        "regiobrug_periodic_task_failing", "Whether the last run of a task failed.", labels=["task"]
    )
    for task in status.periodic_tasks:
        behind.add_metric([task.name], late(task).total_seconds())
        finished.add_metric([task.name], task.finished_at.timestamp() if task.finished_at else 0)
        failing.add_metric([task.name], bool(task.last_error))
    yield from (messages, behind, finished, failing)
