"""Waking a worker when a message was enqueued: a favour, never waited for and never relied upon."""

from django.conf import settings
from django.db import transaction

from outbox.outage import Outage

# Seconds that a save may wait for a server that hangs, for each of the steps of a wake-up.
TIMEOUT = 0.3
# Seconds after which a wake-up that nobody took is of no use: the schedule has drained since.
EXPIRES = 60

outage = Outage("Redis (wake-ups)")


def after_commit() -> None:
    """Wake a worker once this transaction is committed, one wake-up for all messages in it. Without Redis
    there is nobody to wake; the loop looks for itself.

    A wake-up that waits already serves later messages too: the savepoints around it that can still be undone
    are around them as well, so it goes with them only when they do.
    """
    waiting = transaction.get_connection().run_on_commit
    if settings.CELERY_BROKER_URL and not any(call is wake for _savepoints, call, _robust in waiting):
        transaction.on_commit(wake)


def wake() -> None:
    """Tell a worker that messages are due. Never raises and hardly waits: a wake-up that is lost costs the
    time until the next look."""
    if not outage.holds:
        try:
            _send()
        except Exception as error:
            outage.failed(error)
        else:
            outage.answered()


def _send() -> None:
    # Celery is loaded by who sends with it: a site without Redis starts faster and smaller.
    from outbox.tasks import drain_due

    options = {"socket_timeout": TIMEOUT, "socket_connect_timeout": TIMEOUT, "max_retries": 0}
    with drain_due.app.connection_for_write(settings.CELERY_BROKER_URL, transport_options=options) as broker:
        drain_due.apply_async(
            connection=broker, queue=settings.CELERY_TASK_DEFAULT_QUEUE, expires=EXPIRES, retry=False
        )
