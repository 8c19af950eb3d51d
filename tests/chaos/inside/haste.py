"""Shorter waits, so that a run of many kills ends; and slowness on request, so that promises pile up."""

import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

# Seconds that the keeping of a promise of these kinds takes longer while the file `slow` is there.
SLOW, SLOWED = 4.5, ("search-outside", "renditions")
# So many times as often as in production the sweeps come round.
OFTEN = 4


def shorten_waits() -> None:
    """What takes minutes in production takes seconds here; nothing else about it changes."""
    from outbox import drain, periodic_tasks, registry, tasks
    from search.domain import rebuild

    # Within the shortened time limit of a task, and so that one which was slow is the last of it.
    tasks.AT_MOST, tasks.drain = 1.0, _fewer
    periodic_tasks.interval_of = lambda name: registry.interval_of(name) / OFTEN
    rebuild.ALONE, rebuild.MOST_ASKED = timedelta(seconds=3), 20
    drain.retry_of = lambda kind: replace(
        registry.retry_of(kind), first=timedelta(seconds=1), longest=timedelta(seconds=3)
    )
    drain.handler_of = _slowly


def _is_slow() -> bool:
    return (Path(settings.CHAOS_FOLDER) / "slow").exists()


def _fewer(*, limit: int, first: list[int]) -> int:
    from outbox import drain

    return drain.drain(limit=1 if _is_slow() else limit, first=first)


def _slowly(kind: str) -> Any:
    from outbox import registry

    handler = registry.handler_of(kind)

    def keep(payload: dict[str, Any]) -> None:
        until = time.monotonic() + SLOW
        while kind in SLOWED and _is_slow() and time.monotonic() < until:
            time.sleep(0.1)
        handler(payload)

    return keep
