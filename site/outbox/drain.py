"""Keeping promises: claim what is due, do it, tick it off."""

import logging
import uuid
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from outbox.enums import State
from outbox.models import Promise
from outbox.registry import handler_of, retry_of, sweeps

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
KEEP_DONE = timedelta(days=7)


def drain(*, limit: int = 100) -> int:
    """Keep up to ``limit`` due promises; returns how many were tried.

    A claim is a guarded update, which one process wins on every database; whoever dies with a
    claim loses it when the lease ends.
    """
    me = uuid.uuid4().hex
    tried = 0
    for pk in _due().values_list("pk", flat=True)[:limit]:
        claimed = (
            _due()
            .filter(pk=pk)
            .update(state=State.CLAIMED, claimed_by=me, lease_until=timezone.now() + LEASE)
        )
        if claimed:
            _keep(Promise.objects.get(pk=pk), me)
            tried += 1
    return tried


def sweep() -> int:
    """Run every registered sweep and forget old finished promises; returns how much was done.

    One sweep that fails is logged and does not stop the others.
    """
    done = 0
    for name, run in sweeps().items():
        try:
            done += run()
        except Exception:
            logger.exception("Sweep %s failed", name)
    Promise.objects.filter(state=State.DONE, done_at__lt=timezone.now() - KEEP_DONE).delete()
    return done


def _due() -> QuerySet[Promise]:
    now = timezone.now()
    return Promise.objects.filter(
        Q(state=State.DUE, run_after__lte=now) | Q(state=State.CLAIMED, lease_until__lt=now)
    ).order_by("run_after", "pk")


def _keep(row: Promise, me: str) -> None:
    # The version guards the tick: a promise renewed meanwhile is due again and stays so.
    mine = Promise.objects.filter(pk=row.pk, version=row.version, claimed_by=me)
    try:
        handler_of(row.kind)(row.payload)
    except Exception as error:
        logger.exception("Promise %s failed, attempt %d", row.key, row.attempts + 1)
        attempts = row.attempts + 1
        retry = retry_of(row.kind)
        mine.update(
            state=State.FAILED if retry.given_up(attempts) else State.DUE,
            attempts=attempts,
            run_after=timezone.now() + retry.wait(attempts),
            claimed_by="",
            lease_until=None,
            last_error=type(error).__name__,
        )
    else:
        mine.update(state=State.DONE, done_at=timezone.now(), claimed_by="", lease_until=None, last_error="")
