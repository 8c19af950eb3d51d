"""How the promises stand, for who keeps an eye on the site."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, Count, F, Min, When
from django.utils import timezone

from outbox.claims import due
from outbox.enums import State
from outbox.models import OutboxMessage, PeriodicTaskRun
from outbox.registry import interval_of, sweeps


@dataclass(frozen=True, slots=True)
class PeriodicTaskStatus:
    """The last run of a sweep; ``late`` is how long it should have run already."""

    name: str
    finished_at: datetime | None
    seconds: float
    done: int
    last_error: str
    late: timedelta


@dataclass(frozen=True, slots=True)
class OutboxStatus:
    """Counts by kind and state, and how far behind those who keep promises are.

    ``oldest_due`` is how long the longest waiting promise could have been kept already. ``last_periodic_run``
    is the last sign of life of whoever runs the sweeps: a loop, or scheduler, Redis and worker together.
    """

    counts: dict[tuple[str, State], int]
    due: int
    oldest_due: timedelta
    last_periodic_run: datetime | None
    sweeps: tuple[PeriodicTaskStatus, ...]

    def count(self, state: State) -> int:
        """How many promises of all kinds are in this state."""
        return sum(n for (_kind, each), n in self.counts.items() if each == state)


def outbox_status() -> OutboxStatus:
    """Look at the promises and the sweeps, now."""
    now = timezone.now()
    grouped = OutboxMessage.objects.order_by().values_list("kind", "state").annotate(n=Count("pk"))
    since = Case(When(state=State.CLAIMED, then=F("lease_until")), default=F("run_after"))
    waiting = due().order_by().aggregate(n=Count("pk"), oldest=Min(since))
    runs = {run.name: run for run in PeriodicTaskRun.objects.all()}
    finished = [run.finished_at for run in runs.values() if run.finished_at is not None]
    return OutboxStatus(
        counts={(kind, State(state)): n for kind, state, n in grouped},
        due=waiting["n"],
        oldest_due=now - waiting["oldest"] if waiting["oldest"] else timedelta(),
        last_periodic_run=max(finished, default=None),
        sweeps=tuple(_task_status(name, runs.get(name), now) for name in sorted(sweeps())),
    )


def _task_status(name: str, run: PeriodicTaskRun | None, now: datetime) -> PeriodicTaskStatus:
    if run is None:
        return PeriodicTaskStatus(name, None, 0.0, 0, "", timedelta())
    due_at = run.next_run if run.finished_at is None else run.finished_at + interval_of(name)
    late = max(now - due_at, timedelta())
    return PeriodicTaskStatus(name, run.finished_at, run.seconds, run.done, run.last_error, late)
