"""Handling messages: claim those that are due, call their handler, mark them done.

Of all processes that want to handle a message one may, for as long as its lease lasts.
"""

import logging
import os
import socket
import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.conf import settings
from django.db import connections, transaction
from django.db.models import Case, F, IntegerField, Q, QuerySet, When
from django.utils import timezone

from outbox import registry
from outbox.enums import State
from outbox.models import OutboxMessage
from outbox.registry import Retry, kind_of

logger = logging.getLogger(__name__)


def lease() -> timedelta:
    """How long a claim lasts; a process that holds it for longer is taken for dead."""
    return timedelta(seconds=settings.OUTBOX_LEASE)


def name_of_claimer() -> str:
    """A name for one round of work, in which people recognise the machine and the process."""
    return f"{socket.gethostname()[:16]}:{os.getpid()}:{uuid.uuid4().hex[:12]}"


def due() -> QuerySet[OutboxMessage]:
    """The messages that may be claimed now: due, or claimed by a process that died. Lane by lane, the longest
    waiting first."""
    now = timezone.now()
    return OutboxMessage.objects.filter(
        Q(state=State.DUE, run_after__lte=now) | Q(state=State.CLAIMED, lease_until__lt=now)
    ).order_by("lane", "run_after", "pk")


def drain(*, limit: int = 100) -> int:
    """Handle due messages, in at most ``limit`` claims; returns how many messages were tried."""
    me = name_of_claimer()
    tried = 0
    while limit and (messages := claim(me)):
        _handle(messages, me)
        tried += len(messages)
        limit -= 1
    return tried


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
    taken = due().filter(pk__in=ids)
    mine = OutboxMessage.objects.filter(pk__in=ids, claimed_by=me).order_by("run_after", "pk")
    claimed = {"state": State.CLAIMED, "claimed_by": me, "lease_until": timezone.now() + lease()}
    return list(mine) if taken.update(**claimed, claimed_version=F("version"), attempts=attempts) else []


def settle(messages: Sequence[OutboxMessage], me: str, **outcome: object) -> None:
    """Write how the handling of claimed messages ended, and release them.

    A message that was enqueued again meanwhile is due again, whatever became of the older version. One that
    another process took over is left to it.
    """
    mine = OutboxMessage.objects.filter(pk__in=[message.pk for message in messages], claimed_by=me)
    released = {"claimed_by": "", "lease_until": None}
    if mine.filter(version=F("claimed_version")).update(**released, **outcome) < len(messages):
        mine.update(**released, state=State.DUE)


def _handle(messages: Sequence[OutboxMessage], me: str) -> None:
    failed: Mapping[int, Exception] = {}
    retry = Retry()
    try:
        kind = kind_of(messages[0].kind)
        retry = kind.retry
        messages = _without_the_deadly(messages, retry, me)
        failed = kind.handle(messages) if messages else {}
    except Exception as error:
        logger.exception("%d messages of kind %s failed", len(messages), messages[0].kind)
        failed = {message.pk: error for message in messages}
    done = [message for message in messages if message.pk not in failed]
    if done:
        settle(done, me, state=State.DONE, done_at=timezone.now(), last_error="")
    for message in messages:
        if message.pk in failed:
            _settle_failed(message, failed[message.pk], retry, me)


def _without_the_deadly(messages: Sequence[OutboxMessage], retry: Retry, me: str) -> Sequence[OutboxMessage]:
    """Give up the messages whose handlers died so often, and give the others."""
    deadly = [message for message in messages if retry.given_up(message.attempts)]
    for message in deadly:
        logger.error("Message %s given up: its handler died %d times", message.key, message.attempts)
        settle([message], me, state=State.FAILED, last_error="LeaseEnded")
    return [message for message in messages if message not in deadly]


def _settle_failed(message: OutboxMessage, error: Exception, retry: Retry, me: str) -> None:
    attempts = message.attempts + 1
    logger.warning("Message %s failed, attempt %d: %s", message.key, attempts, type(error).__name__)
    settle(
        [message],
        me,
        state=State.FAILED if retry.given_up(attempts) else State.DUE,
        attempts=attempts,
        run_after=timezone.now() + retry.wait(attempts),
        last_error=type(error).__name__,
    )
