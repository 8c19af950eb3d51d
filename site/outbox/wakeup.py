"""Waking a worker when a message was enqueued: a favour, never waited for and never relied upon."""

import os
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.db import transaction

from outbox.outage import PAUSE, Outage

# The most that a save may wait for a server that hangs, for each of the steps of a wake-up.
TIMEOUT = 0.3
# No more ids than this in one call; messages that are left out are found by the next drain.
MOST_IDS = 100
# A wake-up that nobody took by then is of no use: the schedule has drained since.
EXPIRES = 60

outage = Outage("Redis (wake-ups)", pause=PAUSE)
_lock = threading.Lock()
_connection: Any = None


class _WakeUp:
    """What runs after the commit: the one call of a transaction."""

    def __init__(self) -> None:
        self.ids: list[int] = []

    def __call__(self) -> None:
        wake(self.ids)


def after_commit(pk: int) -> None:
    """Wake a worker for this message once its transaction is committed, one wake-up for all in it.

    A wake-up that waits already serves this message too: the savepoints around it that can still be undone
    are around this message as well, so it goes with them only when the message does.
    """
    registered = transaction.get_connection().run_on_commit
    waiting = next((call for _savepoints, call, _robust in registered if isinstance(call, _WakeUp)), None)
    if waiting is None:
        waiting = _WakeUp()
        transaction.on_commit(waiting)
    if len(waiting.ids) < MOST_IDS:
        waiting.ids.append(pk)


def configured() -> bool:
    """Whether there are workers to wake; without Redis the loop looks for itself."""
    return bool(settings.CELERY_BROKER_URL)


def wake(ids: Sequence[int]) -> bool:
    """Tell a worker that these messages are due; returns whether the broker took the call.

    Never raises and hardly waits: a wake-up that is lost costs the time until the next look.
    """
    if outage.holds or not _lock.acquire(timeout=TIMEOUT):
        return False
    try:
        if outage.holds:
            return False
        _send(list(ids))
    except Exception as error:
        forget_connection()
        outage.failed(error)
        return False
    else:
        outage.answered()
        return True
    finally:
        _lock.release()


def forget_connection() -> None:
    """Close the connection to the broker; the next wake-up makes a new one."""
    global _connection
    held, _connection = _connection, None
    if held is not None:
        # It is broken already, which is why it is let go of.
        with suppress(Exception):
            held.collect(socket_timeout=TIMEOUT)


def _send(ids: list[int]) -> None:
    # Celery is loaded by who sends with it: a site without Redis starts faster and smaller.
    from outbox.tasks import drain_due

    global _connection
    if _connection is None:
        options = {"socket_timeout": TIMEOUT, "socket_connect_timeout": TIMEOUT, "max_retries": 0}
        _connection = drain_due.app.connection_for_write(
            settings.CELERY_BROKER_URL, transport_options=options
        )
    drain_due.apply_async(
        args=[ids],
        connection=_connection,
        queue=settings.CELERY_TASK_DEFAULT_QUEUE,
        expires=EXPIRES,
        retry=False,
    )


def _in_a_child() -> None:
    # A forked process shares the socket, and perhaps the lock in a locked state: it starts afresh.
    global _connection, _lock
    _connection, _lock = None, threading.Lock()


os.register_at_fork(after_in_child=_in_a_child)
