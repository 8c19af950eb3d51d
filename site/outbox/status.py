"""How the outbox stands, for those who run the site."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, Count, F, Min, When
from django.utils import timezone

from outbox import registry
from outbox.drain import due
from outbox.enums import State
from outbox.models import OutboxMessage, PeriodicTaskRun

# A message or task that waits for longer is noticed by doctor, health and alarms.
LATE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class OutboxStatus:
    """``oldest_due`` is how long the longest waiting message has been due, ``last_periodic_run`` the last
    sign of life of what runs periodic tasks. A task that has never run is among them too."""

    counts: dict[tuple[str, State], int]
    due: int
    oldest_due: timedelta
    last_periodic_run: datetime | None
    periodic_tasks: tuple[PeriodicTaskRun, ...]

    @property
    def is_late(self) -> bool:
        """Whether messages wait too long, or nothing has run periodic tasks lately."""
        ran = self.last_periodic_run
        return self.oldest_due > LATE or ran is None or ran < timezone.now() - LATE

    def count(self, state: State) -> int:
        return sum(n for (_kind, each), n in self.counts.items() if each == state)


def outbox_status() -> OutboxStatus:
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
        periodic_tasks=tuple(
            runs.get(name) or PeriodicTaskRun(name=name, next_run=now) for name in sorted(registry.tasks)
        ),
    )


def late(task: PeriodicTaskRun) -> timedelta:
    """How long ago a registered task should have run."""
    every = registry.tasks[task.name].every
    due_at = task.next_run if task.finished_at is None else task.finished_at + every
    return max(timezone.now() - due_at, timedelta())
