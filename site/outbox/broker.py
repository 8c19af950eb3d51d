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
# Bytes of a message; a wake-up is a tenth of that.
LONGEST = 16_384


class Channel(redis.Channel):
    """Reads the queue; something there that is not even JSON would otherwise end the worker."""

    def _create_client(self, asynchronous: bool = False) -> Any:
        client = super()._create_client(asynchronous)
        client.set_response_callback("BRPOP", _bounded)
        return client

    def _brpop_read(self, **options: Any) -> bool:
        try:
            return super()._brpop_read(**options)
        except (ValueError, RecursionError) as error:
            _throw_away(error)
            raise Empty from error
        except ResponseError as error:
            self._make_way(error)
            raise Empty from error

    def _size(self, queue: str) -> int:
        return self._twice(lambda: redis.Channel._size(self, queue))

    def _queue_bind(self, *names: Any) -> None:
        self._twice(lambda: redis.Channel._queue_bind(self, *names))

    def _twice(self, ask: Callable[[], Any]) -> Any:
        try:
            return ask()
        except ResponseError as error:
            self._make_way(error)
            return ask()

    def _make_way(self, error: Exception) -> None:
        """Delete what somebody put where a queue or the list of queues belongs."""
        queue = settings.CELERY_TASK_DEFAULT_QUEUE
        with self.conn_or_acquire() as client:
            kinds = {self._q_for_pri(queue, priority): b"list" for priority in self.priority_steps}
            kinds |= {
                name % (queue,): b"set" for name in (self.keyprefix_queue, self.keyprefix_binding_permanent)
            }
            wrong = [key for key, kind in kinds.items() if client.type(key) not in {kind, b"none"}]
            if wrong:
                client.delete(*wrong)
        _throw_away(error)


def _bounded(found: Any) -> Any:
    """What was read from the queue; nothing in place of what is too long to be a wake-up."""
    if not found:
        return None
    queue, item = found
    return queue, item if len(item) <= LONGEST else b""


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
            "delivery_mode": 2,
            "delivery_info": {"exchange": "", "routing_key": queue},
            "priority": 0,
            "body_encoding": "base64",
            "delivery_tag": identity,
        },
    }


def _throw_away(error: Exception) -> None:
    logger.error("Something in Redis that is no wake-up was thrown away (%s)", type(error).__name__)
