"""Shorter waits, so that a run of many kills ends; and slowness on request, so that messages pile up."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

# Seconds that the handling of a message of these kinds takes longer while the file `slow` is there.
SLOW, SLOWED = 6, ("search-outside", "renditions")
# So many pages go to Elasticsearch at once: in one batch all that people do in the meantime would be gone.
FEW = 2
# So many times as often as in production periodic tasks run.
OFTEN = 4


def shorten_waits() -> None:
    """What takes minutes in production takes seconds here; nothing else about it changes."""
    from outbox import drain, registry, tasks
    from search.domain import elasticsearch_sync, rebuild

    # Within the shortened time limit of a task, and so that one which was slow is the last of it.
    tasks.AT_MOST = 1.0
    task = registry.PeriodicTask
    registry.PeriodicTask = lambda run, every: task(run, every / OFTEN)
    rebuild.ABANDONED_AFTER, rebuild.MOST_TITLES = timedelta(seconds=3), 20
    elasticsearch_sync.BATCH = FEW
    drain.kind_of = _hasty


def _is_slow() -> bool:
    return (Path(settings.CHAOS_FOLDER) / "slow").exists()


def _hasty(name: str) -> Any:
    """The kind of message with shorter waits, and slow where that is asked for."""
    from outbox import registry

    kind = registry.kind_of(name)

    def handle(messages: Sequence[Any]) -> Mapping[int, Exception]:
        until = time.monotonic() + SLOW
        while name in SLOWED and _is_slow() and time.monotonic() < until:
            time.sleep(0.1)
        return kind.handle(messages)

    retry = replace(kind.retry, first=timedelta(seconds=1), longest=timedelta(seconds=3))
    return replace(kind, handler=handle, batch=kind.batch or 1, retry=retry)
