"""Shorter waits, so that a run of many kills ends; and slowness on request, so that promises pile up."""

import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

# Seconds that the keeping of a promise takes longer while the file `slow` is there.
SLOW = 3.0


def shorten_waits() -> None:
    """What takes minutes in production takes seconds here; nothing else about it changes."""
    from outbox import drain, registry, tasks
    from search.domain import rebuild

    # No longer than a third of the shortened time limit of a task, as in production.
    tasks.AT_MOST = 2.0
    rebuild.ALONE = timedelta(seconds=3)
    drain.retry_of = lambda kind: replace(
        registry.retry_of(kind), first=timedelta(seconds=1), longest=timedelta(seconds=3)
    )
    drain.handler_of = _slowly


def _slowly(kind: str) -> Any:
    from outbox import registry

    handler = registry.handler_of(kind)

    def keep(payload: dict[str, Any]) -> None:
        if (Path(settings.CHAOS_FOLDER) / "slow").exists():
            time.sleep(SLOW)
        handler(payload)

    return keep
