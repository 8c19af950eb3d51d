"""Making a promise: inside the transaction of the change, so that both are kept or neither."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from outbox.enums import State
from outbox.models import Promise
from outbox.registry import handler_of


def promise(*, kind: str, key: str, payload: dict[str, Any], run_after: datetime | None = None) -> None:
    """Promise an effect of ``kind``; the same ``key`` again renews the promise.

    Must be called inside ``transaction.atomic``: a promise outside the transaction of its change
    could be lost with a crash between the two. Raises RuntimeError when it is not, and LookupError
    for a kind that nobody can keep.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A promise is made in the transaction of the change that causes it.")
    handler_of(kind)
    moment = run_after or timezone.now()
    if _renew(key, payload, moment):
        return
    try:
        with transaction.atomic():
            Promise.objects.create(kind=kind, key=key, payload=payload, run_after=moment)
    except IntegrityError:
        # Another transaction promised the same between our look and our insert.
        _renew(key, payload, moment)


def _renew(key: str, payload: dict[str, Any], moment: datetime) -> bool:
    changed = Promise.objects.filter(key=key).update(
        version=F("version") + 1,
        payload=payload,
        state=State.DUE,
        run_after=moment,
        attempts=0,
        claimed_by="",
        lease_until=None,
        last_error="",
        promised_at=timezone.now(),
        done_at=None,
    )
    return bool(changed)
