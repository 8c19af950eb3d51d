"""Waking a worker when a message was enqueued: a favour, never waited for and never relied upon."""

import os
import threading
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.db import transaction

from outbox.outage import Outage

# The most that a save may wait for a server that hangs, for each of the steps of a wake-up.
TIMEOUT = 0.3
# A wake-up that nobody took by then is of no use: the schedule has drained since.
EXPIRES = 60

outage = Outage("Redis (wake-ups)")
_lock = threading.Lock()
_connection: Any = None


def after_commit() -> None:
    """Wake a worker once this transaction is committed, one wake-up for all messages in it. Without Redis
    there is nobody to wake; the loop looks for itself.

    A wake-up that waits already serves later messages too: the savepoints around it that can still be undone
    are around them as well, so it goes with them only when they do.
    """
    waiting = transaction.get_connection().run_on_commit
    if settings.CELERY_BROKER_URL and not any(call is wake for _savepoints, call, _robust in waiting):
        transaction.on_commit(wake)


def wake() -> bool:
    """Tell a worker that messages are due; returns whether the broker took the call.

    Never raises and hardly waits: a wake-up that is lost costs the time until the next look.
    """
    if outage.holds or not _lock.acquire(timeout=TIMEOUT):
        return False
    try:
        if outage.holds:
            return False
        _send()
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


def _send() -> None:
    # Celery is loaded by who sends with it: a site without Redis starts faster and smaller.
    from outbox.tasks import drain_due

    global _connection
    if _connection is None:
        options = {"socket_timeout": TIMEOUT, "socket_connect_timeout": TIMEOUT, "max_retries": 0}
        _connection = drain_due.app.connection_for_write(
            settings.CELERY_BROKER_URL, transport_options=options
        )
    drain_due.apply_async(
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
