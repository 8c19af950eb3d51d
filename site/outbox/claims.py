"""Claiming messages: of all processes that want to handle one, one may, for as long as the lease lasts."""

import os
import socket
import uuid
from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.db import connections, transaction
from django.db.models import Case, F, IntegerField, Q, QuerySet, When
from django.utils import timezone

from outbox import registry
from outbox.enums import State
from outbox.models import OutboxMessage


def lease() -> timedelta:
    """How long a claim lasts; a process that holds it for longer is taken for dead."""
    return timedelta(seconds=settings.OUTBOX_LEASE)


def name_of_claimer() -> str:
    """A unique name for one round of work, in which people recognise the machine and the process."""
    return f"{socket.gethostname()[:16]}:{os.getpid()}:{uuid.uuid4().hex[:12]}"


def due() -> QuerySet[OutboxMessage]:
    """The messages that may be claimed now: due, or claimed by a process that died. Lane by lane, the longest
    waiting first."""
    now = timezone.now()
    return OutboxMessage.objects.filter(
        Q(state=State.DUE, run_after__lte=now) | Q(state=State.CLAIMED, lease_until__lt=now)
    ).order_by("lane", "run_after", "pk")


def claim(me: str) -> list[OutboxMessage]:
    """Claim the first message that is due, together with others of its kind that are handled in one batch
    with it; empty when none is due."""
    wanted = due()
    if connections[wanted.db].features.has_select_for_update_skip_locked:
        # Each process gets rows of its own; a row that a save holds locked is passed over.
        with transaction.atomic(using=wanted.db):
            locked = wanted.select_for_update(skip_locked=True)
            first = locked.first()
            return [] if first is None else _take(first, locked, me)
    # Elsewhere all see the same first row, and the guard of the update lets one have it.
    while (first := wanted.first()) is not None:
        if messages := _take(first, wanted, me):
            return messages
    return []


def _take(first: OutboxMessage, wanted: QuerySet[OutboxMessage], me: str) -> list[OutboxMessage]:
    ids = [first.pk]
    batch = registry.kinds[first.kind].batch if first.kind in registry.kinds else None
    if batch:
        ids = list(wanted.filter(kind=first.kind).values_list("pk", flat=True)[:batch])
    # A claim that ended without an answer counts as an attempt: a message that kills its workers is given up.
    attempts = Case(
        When(state=State.CLAIMED, then=F("attempts") + 1), default=F("attempts"), output_field=IntegerField()
    )
    taken = (
        due()
        .filter(pk__in=ids)
        .update(
            state=State.CLAIMED,
            claimed_by=me,
            claimed_version=F("version"),
            lease_until=timezone.now() + lease(),
            attempts=attempts,
        )
    )
    mine = OutboxMessage.objects.filter(pk__in=ids, claimed_by=me).order_by("run_after", "pk")
    return list(mine) if taken else []


def settle(messages: Sequence[OutboxMessage], me: str, **outcome: object) -> None:
    """Write how the handling of claimed messages ended, and release them.

    A message that was enqueued again meanwhile is due again, whatever became of the older version. One that
    another process took over is left to it.
    """
    mine = OutboxMessage.objects.filter(pk__in=[message.pk for message in messages], claimed_by=me)
    released = {"claimed_by": "", "lease_until": None}
    if mine.filter(version=F("claimed_version")).update(**released, **outcome) < len(messages):
        mine.update(**released, state=State.DUE)
