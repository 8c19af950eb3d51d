"""Keeping promises: claim what is due, do it, tick it off."""

import logging
from collections.abc import Iterable

from django.utils import timezone

from outbox.claims import claim, name_of_claimer, settle
from outbox.enums import State
from outbox.models import OutboxMessage
from outbox.registry import handler_of, retry_of

logger = logging.getLogger(__name__)


def drain(*, limit: int = 100, first: Iterable[int] = ()) -> int:
    """Keep up to ``limit`` due promises; returns how many were tried.

    ``first`` names promises that are kept before those that wait longer, as far as they are due.
    """
    me = name_of_claimer()
    tried = 0
    for pk in first:
        if tried < limit and (row := claim(me, only=pk)) is not None:
            _keep(row, me)
            tried += 1
    while tried < limit and (row := claim(me)) is not None:
        _keep(row, me)
        tried += 1
    return tried


def _keep(row: OutboxMessage, me: str) -> None:
    retry = retry_of(row.kind)
    if row.state == State.CLAIMED and retry.given_up(row.attempts):
        logger.error("Promise %s given up: who tried to keep it died %d times", row.key, row.attempts)
        settle(row, me, state=State.FAILED, last_error="LeaseEnded")
        return
    try:
        handler_of(row.kind)(row.payload)
    except Exception as error:
        attempts = row.attempts + 1
        logger.exception("Promise %s failed, attempt %d", row.key, attempts)
        settle(
            row,
            me,
            state=State.FAILED if retry.given_up(attempts) else State.DUE,
            attempts=attempts,
            run_after=timezone.now() + retry.wait(attempts),
            last_error=type(error).__name__,
        )
    else:
        settle(row, me, state=State.DONE, done_at=timezone.now(), last_error="")
