"""Claiming a promise: of all who want to keep it one may, for as long as the lease lasts."""

import os
import socket
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import connections, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from outbox.enums import State
from outbox.models import OutboxMessage


def lease() -> timedelta:
    """How long who claimed something may take; afterwards it is taken for dead."""
    return timedelta(seconds=settings.OUTBOX_LEASE)


def name_of_claimer() -> str:
    """A name for one round of work: the machine and the process for who looks, and unique."""
    return f"{socket.gethostname()[:16]}:{os.getpid()}:{uuid.uuid4().hex[:12]}"


def due() -> QuerySet[OutboxMessage]:
    """What may be claimed now, the longest waiting first: due, or in the hands of somebody dead."""
    now = timezone.now()
    return OutboxMessage.objects.filter(
        Q(state=State.DUE, run_after__lte=now) | Q(state=State.CLAIMED, lease_until__lt=now)
    ).order_by("run_after", "pk")


def claim(me: str, *, only: int | None = None) -> OutboxMessage | None:
    """Claim the first promise that is due, or the one named when it is; None when there is none.

    The row comes back as it was found: its state tells whether somebody held it before and died.
    """
    wanted = due() if only is None else due().filter(pk=only)
    if connections[wanted.db].features.has_select_for_update_skip_locked:
        # Side by side each gets a row of its own; a row that a save holds locked is passed over.
        with transaction.atomic(using=wanted.db):
            row = wanted.select_for_update(skip_locked=True).first()
            if row is not None:
                _take(row, me)
            return row
    # Elsewhere all see the same first row, and the guard of the update lets one have it.
    while (row := wanted.first()) is not None:
        if _take(row, me):
            return row
    return None


def _take(row: OutboxMessage, me: str) -> bool:
    # A claim that ended without a word counts as an attempt: what kills its workers ends some day.
    attempts = row.attempts + (row.state == State.CLAIMED)
    unchanged = due().filter(pk=row.pk, state=row.state, version=row.version, claimed_by=row.claimed_by)
    taken = unchanged.update(
        state=State.CLAIMED, claimed_by=me, lease_until=timezone.now() + lease(), attempts=attempts
    )
    row.attempts = attempts
    return bool(taken)


def settle(row: OutboxMessage, me: str, **outcome: object) -> None:
    """Write how the keeping of a claimed promise ended, and let go of it.

    Renewed meanwhile, it is due again whatever came of the older one. Taken over by another, it is theirs.
    """
    mine = OutboxMessage.objects.filter(pk=row.pk, claimed_by=me)
    let_go = {"claimed_by": "", "lease_until": None}
    if not mine.filter(version=row.version).update(**let_go, **outcome):
        mine.update(**let_go, state=State.DUE)
