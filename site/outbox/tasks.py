"""Tasks: wake-up calls, no more. What has to be done is in the database, so any of them may be lost."""

import time

from celery import shared_task

from outbox.drain import drain
from outbox.periodic_tasks import sweep
from outbox.wakeup import MOST_IDS

# Well within the time limit of a task, and short enough to end before a worker is asked to.
AT_MOST = 20.0


@shared_task(name="outbox.drain_due")
def drain_due(ids: list[int] | None = None) -> None:
    """Keep what is due until nothing is, ``ids`` first; what is left after a while is for the next.

    Where something is left, the call for sweeps waits behind others like this one until it expires: then
    sweeps that are due run here, or they would stand still for as long as much waits.
    """
    until = time.monotonic() + AT_MOST
    first = [pk for pk in ids or [] if type(pk) is int][:MOST_IDS]
    while drain(limit=1 + len(first), first=first):
        first = []
        if time.monotonic() >= until:
            sweep()
            return


@shared_task(name="outbox.run_periodic_tasks")
def run_periodic_tasks() -> None:
    """Run the sweeps that are due; called more often than that, by however many schedulers."""
    sweep()
