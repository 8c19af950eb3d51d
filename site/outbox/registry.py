"""What rooms registered: a handler for each kind of message, and periodic tasks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple

from outbox.enums import Lane
from outbox.models import OutboxMessage

EVERY = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Retry:
    """When a failed message is tried again: after ``first``, each time twice as late up to ``longest``; given
    up after so many ``attempts``, never for None."""

    first: timedelta = timedelta(seconds=5)
    longest: timedelta = timedelta(hours=1)
    attempts: int | None = 20

    def wait(self, attempts: int) -> timedelta:
        return min(self.first * 2 ** min(attempts - 1, 30), self.longest)

    def given_up(self, attempts: int) -> bool:
        return self.attempts is not None and attempts >= self.attempts


@dataclass(frozen=True, slots=True)
class Kind:
    """How messages of one kind are handled: one by one, or up to ``batch`` of them at once."""

    handler: Callable[[Any], Any]
    batch: int | None
    retry: Retry
    lane: Lane

    def handle(self, messages: Sequence[OutboxMessage]) -> Mapping[int, Exception]:
        """Give what failed, as the handler of a batch does."""
        if self.batch:
            failed: Mapping[int, Exception] = self.handler(messages)
            return failed
        for message in messages:
            self.handler(message)
        return {}


class PeriodicTask(NamedTuple):
    """A task that is due again so long after its start."""

    run: Callable[[], int]
    every: timedelta


kinds: dict[str, Kind] = {}
tasks: dict[str, PeriodicTask] = {}


def register(
    name: str,
    handler: Callable[[Any], Any],
    *,
    batch: int | None = None,
    retry: Retry = Retry(),
    lane: Lane = Lane.PAGES,
) -> None:
    """Let ``handler(message)`` handle messages of this kind; it must be safe to run twice.

    With ``batch`` it is given up to so many messages at once, and gives back those that failed, by primary
    key with what went wrong; it raises when all of them failed.
    """
    kinds[name] = Kind(handler, batch, retry, lane)


def kind_of(name: str) -> Kind:
    """The registration of a kind; raises LookupError when there is none."""
    return kinds[name]


def register_periodic_task(name: str, run: Callable[[], int], *, every: timedelta = EVERY) -> None:
    """Call ``run()`` once in every interval, in whichever process; it returns how many things it did."""
    tasks[name] = PeriodicTask(run, every)
