"""Enqueuing a message: inside the transaction of the change, so that both happen or neither does."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from outbox import wakeup
from outbox.enums import State
from outbox.models import OutboxMessage
from outbox.registry import kind_of


def enqueue(
    *, kind: str, key: str, payload: dict[str, Any], run_after: datetime | None = None, once: bool = False
) -> bool:
    """Enqueue an effect of ``kind``; the same ``key`` again makes it due again, with the new payload.

    With ``once`` a key that is there already, also as done, stays as it is; done keys are known for a week.
    Returns whether the message is due now or at its moment because of this call.

    Raises RuntimeError outside ``transaction.atomic``, where a crash between the change and its message would
    lose the message, and LookupError for a kind without a handler.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A message is enqueued in the transaction of the change that causes it.")
    now = timezone.now()
    moment = run_after or now
    values = {"kind": kind, "lane": kind_of(kind).lane, "payload": payload, "run_after": moment}
    if once:
        # Nothing is renewed: another transaction may have created the key a moment ago.
        if not _create(key, values):
            return False
    # Another transaction may create the same key between our look and our insert: then it can be renewed.
    elif not (_renew(key, values) or _create(key, values) or _renew(key, values)):
        raise RuntimeError(f"The message {key!r} can neither be renewed nor created.")
    if moment <= now:
        wakeup.after_commit()
    return True


def void(*, key: str) -> bool:
    """Withdraw a message; returns False when it is too late: done, or being handled at this moment."""
    now = timezone.now()
    being_handled = Q(state=State.CLAIMED, lease_until__gte=now)
    waiting = OutboxMessage.objects.filter(key=key).exclude(being_handled).exclude(state=State.DONE)
    released = {"claimed_by": "", "lease_until": None}
    return bool(waiting.update(**released, version=F("version") + 1, state=State.VOID, done_at=now))


def try_again() -> int:
    """Make the messages that were given up due again, as if they were new; returns how many."""
    given_up = OutboxMessage.objects.filter(state=State.FAILED)
    return given_up.update(state=State.DUE, attempts=0, run_after=timezone.now(), last_error="")


def _create(key: str, values: dict[str, Any]) -> bool:
    try:
        with transaction.atomic():
            OutboxMessage.objects.create(key=key, **values)
    except IntegrityError:
        return False
    return True


def _renew(key: str, values: dict[str, Any]) -> bool:
    now = timezone.now()
    # The process that handles the older version keeps its claim: two at once could end in the wrong order.
    # It finds the version changed, and releases a message that is due again.
    held = Q(state=State.CLAIMED, lease_until__gte=now)
    changed = OutboxMessage.objects.filter(key=key).update(
        **values,
        version=F("version") + 1,
        state=Case(When(held, then=Value(State.CLAIMED)), default=Value(State.DUE)),
        attempts=0,
        claimed_by=Case(When(held, then=F("claimed_by")), default=Value("")),
        lease_until=Case(When(held, then=F("lease_until")), default=None),
        last_error="",
        enqueued_at=now,
        done_at=None,
    )
    return bool(changed)
