"""What rooms registered: a handler per kind of promise, and the sweeps that look for what is due."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

Handler = Callable[[dict[str, Any]], None]
Sweep = Callable[[], int]


@dataclass(frozen=True, slots=True)
class Retry:
    """How often a promise that could not be kept is tried again: after ``first``, then ever twice as
    long until ``longest``; given up after so many ``attempts``, for None never."""

    first: timedelta = timedelta(seconds=5)
    longest: timedelta = timedelta(hours=1)
    attempts: int | None = 20

    def wait(self, attempts: int) -> timedelta:
        """How long to wait after so many attempts."""
        return min(self.first * 2 ** min(attempts - 1, 30), self.longest)

    def given_up(self, attempts: int) -> bool:
        """Whether so many attempts are enough."""
        return self.attempts is not None and attempts >= self.attempts


_handlers: dict[str, Handler] = {}
_retries: dict[str, Retry] = {}
_sweeps: dict[str, Sweep] = {}
_intervals: dict[str, timedelta] = {}

EVERY = timedelta(seconds=10)


def register(kind: str, handler: Handler, *, retry: Retry | None = None) -> None:
    """Let ``handler(payload)`` keep promises of ``kind``. It must be safe to run twice."""
    if _handlers.setdefault(kind, handler) is not handler:
        raise ValueError(f"Two handlers for promises of kind {kind!r}.")
    if retry:
        _retries[kind] = retry


def handler_of(kind: str) -> Handler:
    """The handler of a kind; raises LookupError for a kind nobody registered."""
    try:
        return _handlers[kind]
    except KeyError:
        raise LookupError(f"No handler is registered for promises of kind {kind!r}.") from None


def retry_of(kind: str) -> Retry:
    """How often promises of this kind are tried again."""
    return _retries.get(kind, Retry())


def register_periodic_task(name: str, sweep: Sweep, *, every: timedelta = EVERY) -> None:
    """Let ``sweep()`` run once in every so long, whoever runs it; it returns how many things it did."""
    if _sweeps.setdefault(name, sweep) is not sweep:
        raise ValueError(f"Two sweeps are called {name!r}.")
    _intervals[name] = every


def sweeps() -> dict[str, Sweep]:
    """All registered sweeps by name."""
    return dict(_sweeps)


def interval_of(name: str) -> timedelta:
    """How long after its start a sweep is due again."""
    return _intervals.get(name, EVERY)
