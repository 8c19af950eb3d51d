"""Tasks of Celery: wake-up calls and nothing more. All work is in the database, so any call may be lost."""

import time

from celery import shared_task

from outbox.drain import drain
from outbox.periodic_tasks import run_due_tasks

# Well within the time limit of a task, and short enough to end before a worker is asked to.
AT_MOST = 20.0


@shared_task(name="outbox.drain_due")
def drain_due() -> None:
    """Handle messages until none is due; what is left after a while is for the next call.

    The call for periodic tasks then waits behind others like this one until it expires: those that are due
    run here, or they would stand still for as long as many messages wait.
    """
    until = time.monotonic() + AT_MOST
    while drain(limit=1):
        if time.monotonic() >= until:
            run_due_tasks()
            return


@shared_task(name="outbox.run_periodic_tasks")
def run_periodic_tasks() -> None:
    run_due_tasks()
