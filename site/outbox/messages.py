"""Making a promise: inside the transaction of the change, so that both are kept or neither."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from outbox import wakeup
from outbox.enums import State
from outbox.models import OutboxMessage
from outbox.registry import handler_of

# One row may appear and go again while we look; more than that means that we cannot see it.
TRIES = 5


def enqueue(*, kind: str, key: str, payload: dict[str, Any], run_after: datetime | None = None) -> None:
    """Promise an effect of ``kind``; the same ``key`` again renews the promise.

    Must be called inside ``transaction.atomic``: a promise outside the transaction of its change
    could be lost with a crash between the two. Raises RuntimeError when it is not, and LookupError
    for a kind that nobody can keep.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A promise is made in the transaction of the change that causes it.")
    handler_of(kind)
    now = timezone.now()
    moment = run_after or now
    for _try in range(TRIES):
        if _renew(kind, key, payload, moment) or _make(kind, key, payload, moment):
            break
        # Somebody promised the same between our look and our insert: it is there to be renewed now.
    else:
        raise RuntimeError(f"The promise {key!r} can neither be renewed nor made.")
    if moment <= now and wakeup.configured():
        wakeup.after_commit(OutboxMessage.objects.values_list("pk", flat=True).get(key=key))


def _make(kind: str, key: str, payload: dict[str, Any], moment: datetime) -> bool:
    try:
        with transaction.atomic():
            OutboxMessage.objects.create(kind=kind, key=key, payload=payload, run_after=moment)
    except IntegrityError:
        return False
    return True


def _renew(kind: str, key: str, payload: dict[str, Any], moment: datetime) -> bool:
    now = timezone.now()
    # Who is keeping the older one goes on holding it: two at once could end in the wrong order. It
    # finds the version changed, and lets go of a promise that is due again.
    held = Q(state=State.CLAIMED, lease_until__gte=now)
    changed = OutboxMessage.objects.filter(key=key).update(
        version=F("version") + 1,
        kind=kind,
        payload=payload,
        state=Case(When(held, then=Value(State.CLAIMED)), default=Value(State.DUE)),
        run_after=moment,
        attempts=0,
        claimed_by=Case(When(held, then=F("claimed_by")), default=Value("")),
        lease_until=Case(When(held, then=F("lease_until")), default=None),
        last_error="",
        enqueued_at=now,
        done_at=None,
    )
    return bool(changed)
