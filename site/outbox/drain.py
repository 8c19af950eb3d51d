"""Handling messages: claim those that are due, call their handler, mark them done."""

import logging
from collections.abc import Mapping, Sequence

from django.utils import timezone

from outbox.claims import claim, name_of_claimer, settle
from outbox.enums import State
from outbox.models import OutboxMessage
from outbox.registry import Retry, kind_of

logger = logging.getLogger(__name__)


def drain(*, limit: int = 100) -> int:
    """Handle due messages, in at most ``limit`` claims; returns how many messages were tried."""
    me = name_of_claimer()
    tried = 0
    while limit and (messages := claim(me)):
        _handle(messages, me)
        tried += len(messages)
        limit -= 1
    return tried


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
