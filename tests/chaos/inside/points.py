"""Fail-points: named places in the product at which a process ends itself when the harness armed them.

Armed by a file with the name of the point, once: who reaches it first takes the file away and is gone.
"""

import functools
import importlib
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.conf import settings

STORAGE = "django.core.files.storage:FileSystemStorage"
Condition = Callable[[Any], bool]


@dataclass(frozen=True)
class Point:
    """Before or after a function of the product; ``where`` is its module, a colon and its name.

    ``when`` looks at what the function answered (after it) or at its first argument (before it).
    """

    where: str
    after: bool = True
    when: Condition = lambda _what: True


def _is_rendition(name: Any) -> bool:
    return str(name).startswith("images/")


def _is_original(name: Any) -> bool:
    return str(name).startswith("original_images/")


POINTS: dict[str, Point] = {
    # What handles messages.
    "message claimed": Point("outbox.drain:claim", when=bool),
    "message handled, not marked done": Point("outbox.drain:settle", after=False),
    "message marked done": Point("outbox.drain:settle"),
    "before the bulk to Elasticsearch": Point("search.domain.elasticsearch_sync:write", after=False),
    "after the bulk to Elasticsearch": Point("search.domain.elasticsearch_sync:write"),
    # Who saves something, in the transaction and right after it.
    "page saved, not committed": Point("search.receivers:index_page"),
    "page deleted, not committed": Point("search.receivers:remove_page"),
    "message enqueued, not committed": Point("search.domain.elasticsearch_sync:enqueue"),
    "content version set, not committed": Point("website.page_cache.content_version:_Watch._set_another"),
    "committed, nobody woken": Point("outbox.wakeup:wake", after=False),
    "wake-up sent": Point("outbox.wakeup:_send"),
    # Readers.
    "page kept in the cache": Point("website.page_cache.store:keep"),
    # Pictures.
    "picture written, no row": Point(f"{STORAGE}.save", when=_is_original),
    "rendition written, no row": Point(
        "django.core.files.storage:FileSystemStorage.save", when=_is_rendition
    ),
    # Periodic tasks.
    "periodic task claimed": Point("outbox.periodic_tasks:_claim", when=bool),
    "between two scheduled pages": Point("website.domain.schedule:_publish"),
    "scheduled page expired": Point("website.domain.schedule:_withdraw"),
    # An index that is built anew.
    "index made, empty": Point("search.engines.elasticsearch.indices:create"),
    "index filled": Point("search.domain.rebuild:write"),
    "index not yet in place": Point("search.engines.elasticsearch.indices:put_in_place", after=False),
    "index in place, not noted": Point("search.engines.elasticsearch.indices:put_in_place"),
}


def put_in_place() -> None:
    """Wrap every function at which there is a point."""
    for name, point in POINTS.items():
        module, _, path = point.where.partition(":")
        owner: Any = importlib.import_module(module)
        *above, last = path.split(".")
        for step in above:
            owner = getattr(owner, step)
        setattr(owner, last, _wrapped(getattr(owner, last), name, point))


def _wrapped(function: Callable[..., Any], name: str, point: Point) -> Callable[..., Any]:
    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        if not point.after and point.when(args[0] if args else None):
            reach(name)
        answer = function(*args, **kwargs)
        if point.after and point.when(answer):
            reach(name)
        return answer

    return call


def reach(name: str) -> None:
    """End this process here and now, when somebody armed the point and nobody reached it before."""
    with suppress(FileNotFoundError):
        os.rename(f"{settings.CHAOS_FOLDER}/armed/{name}", f"{settings.CHAOS_FOLDER}/hit/{name}")
        os.kill(os.getpid(), signal.SIGKILL)
