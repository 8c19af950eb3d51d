"""Periodic tasks: work that no message announced, each run once per interval in whichever process."""

import logging
import time
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from outbox import registry
from outbox.drain import lease, name_of_claimer
from outbox.enums import State
from outbox.models import OutboxMessage, PeriodicTaskRun
from outbox.registry import PeriodicTask

logger = logging.getLogger(__name__)

KEEP_DONE = timedelta(days=7)
AT_ONCE = 1000


def run_due_tasks() -> int:
    """Run every registered task that is due; returns how much was done. A task that fails is logged and does
    not stop the others."""
    planned = dict(PeriodicTaskRun.objects.values_list("name", "next_run"))
    done = 0
    for name, task in list(registry.tasks.items()):
        if name not in planned:
            planned[name] = PeriodicTaskRun.objects.get_or_create(name=name)[0].next_run
        me = name_of_claimer()
        if _is_due(task, planned[name]) and _claim(name, planned[name], me):
            done += _run(name, task, me)
    return done


def delete_old_messages() -> int:
    """Delete messages that were done or withdrawn long ago; returns how many."""
    old = OutboxMessage.objects.filter(
        state__in=(State.DONE, State.VOID), done_at__lt=timezone.now() - KEEP_DONE
    )
    with transaction.atomic():
        # Locked before they go: one that is enqueued again meanwhile would otherwise go with them.
        found = list(old.select_for_update().values_list("pk", flat=True)[:AT_ONCE])
        return OutboxMessage.objects.filter(pk__in=found).delete()[0]


def _is_due(task: PeriodicTask, next_run: datetime) -> bool:
    now = timezone.now()
    # A moment further away than any run sets was written by a clock that has been put back since.
    absurd = now + max(lease(), task.every) + timedelta(minutes=1)
    return next_run <= now or next_run > absurd


def _claim(name: str, planned: datetime, me: str) -> bool:
    # All processes that saw the same plan try; one changes it. One that dies delays the task by a lease.
    now = timezone.now()
    claimed = PeriodicTaskRun.objects.filter(name=name, next_run=planned).update(
        next_run=now + lease(), run_by=me, started_at=now
    )
    return bool(claimed)


def _run(name: str, task: PeriodicTask, me: str) -> int:
    started_at, started = timezone.now(), time.perf_counter()
    done, error = 0, ""
    try:
        done = task.run()
    except Exception as raised:
        logger.exception("Periodic task %s failed", name)
        error = type(raised).__name__
    PeriodicTaskRun.objects.filter(name=name, run_by=me).update(
        next_run=started_at + task.every,
        finished_at=timezone.now(),
        seconds=time.perf_counter() - started,
        done=done,
        last_error=error,
    )
    return done
