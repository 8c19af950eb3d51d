"""Wake-ups out of Redis: of a message only the task and its end are read, the rest is made anew."""

import base64
import logging
import uuid
from collections.abc import Callable
from datetime import datetime
from queue import Empty
from typing import Any

from django.conf import settings
from kombu.transport import redis
from redis.exceptions import ResponseError

from outbox.tasks import drain_due, run_periodic_tasks

logger = logging.getLogger(__name__)

TASKS = {drain_due.name, run_periodic_tasks.name}


class Channel(redis.Channel):
    """Reads the queue; something there that is not even JSON would otherwise end the worker."""

    def _brpop_read(self, **options: Any) -> bool:
        try:
            return super()._brpop_read(**options)
        except (ValueError, RecursionError, ResponseError) as error:
            if isinstance(error, ResponseError):
                self._make_way()
            _throw_away(error)
            raise Empty from error

    def _size(self, queue: str) -> int:
        return self._twice(lambda: redis.Channel._size(self, queue))

    def _queue_bind(self, *names: Any) -> None:
        self._twice(lambda: redis.Channel._queue_bind(self, *names))

    def _twice(self, ask: Callable[[], Any]) -> Any:
        try:
            return ask()
        except ResponseError as error:
            self._make_way()
            _throw_away(error)
            return ask()

    def _make_way(self) -> None:
        """Delete the queues: one of them is something else, that somebody put where it belongs."""
        with self.conn_or_acquire() as client:
            for key in client.scan_iter(f"*{settings.CELERY_TASK_DEFAULT_QUEUE}*"):
                client.delete(key)


class Transport(redis.Transport):
    """Hands wake-ups to the worker. What else lies in Redis could end it, and again after each restart."""

    Channel = Channel

    def _deliver(self, message: Any, queue: str) -> None:
        try:
            wakeup = cleaned(message, queue)
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            _throw_away(error)
        else:
            super()._deliver(wakeup, queue)


def cleaned(message: Any, queue: str) -> dict[str, Any]:
    """The wake-up that this message is, in the form that Celery gives it; raises for anything else."""
    headers = message["headers"]
    if headers["task"] not in TASKS or message["content-type"] != "application/json":
        raise ValueError
    expires = headers.get("expires")
    identity = str(uuid.uuid4())
    return {
        # No arguments.
        "body": base64.b64encode(b"[[], {}, {}]").decode(),
        "content-encoding": "utf-8",
        "content-type": "application/json",
        "headers": {
            "lang": "py",
            "task": headers["task"],
            "id": identity,
            "expires": datetime.fromisoformat(expires).isoformat() if expires else None,
            "ignore_result": True,
        },
        "properties": {
            "correlation_id": identity,
            "delivery_info": {"exchange": "", "routing_key": queue},
            "body_encoding": "base64",
            "delivery_tag": identity,
        },
    }


def _throw_away(error: Exception) -> None:
    logger.error("Something in Redis that is no wake-up was thrown away (%s)", type(error).__name__)
