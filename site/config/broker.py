"""Wake-ups out of Redis: of a message only the task and the ids are read, the rest is made anew."""

import base64
import json
import logging
import uuid
from datetime import datetime
from queue import Empty
from typing import Any

from kombu.transport import redis

from outbox.tasks import drain_due, run_sweeps

logger = logging.getLogger(__name__)

TASKS = {drain_due.name, run_sweeps.name}


class Channel(redis.Channel):
    """Reads the queue; something that is not even JSON would otherwise end the worker."""

    def _brpop_read(self, **options: Any) -> bool:
        try:
            return super()._brpop_read(**options)
        except ValueError as error:
            _throw_away(error)
            raise Empty from error


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
    arguments = json.loads(base64.b64decode(message["body"]))[0]
    ids = [pk for pk in arguments[0] if type(pk) is int] if arguments else []
    expires = headers.get("expires")
    identity = str(uuid.uuid4())
    return {
        "body": base64.b64encode(json.dumps([[ids] if ids else [], {}, {}]).encode()).decode(),
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
