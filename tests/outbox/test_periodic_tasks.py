"""A task runs once per interval, whoever asks and however often; one that fails stops no other."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from outbox import registry, tasks
from outbox.drain import drain
from outbox.messages import enqueue
from outbox.models import OutboxMessage, PeriodicTaskRun
from outbox.periodic_tasks import run_due_tasks
from outbox.registry import EVERY, PeriodicTask
from outbox.status import late, outbox_status
from outbox.tasks import drain_due

pytestmark = pytest.mark.django_db


@pytest.fixture
def runs(monkeypatch, time_machine):
    """One task, "count", due every ten seconds; the moments at which it ran."""
    time_machine.move_to("2026-11-24T10:00:00Z", tick=False)
    moments: list[int] = []

    def count() -> int:
        moments.append(timezone.now().second)
        return 3

    monkeypatch.setattr(registry, "tasks", {"count": PeriodicTask(count, timedelta(seconds=10))})
    return moments


@pytest.fixture
def notes(monkeypatch):
    monkeypatch.setattr(registry, "kinds", {})
    registry.register("note", lambda message: None)


def test_task_that_fails_does_not_stop_the_others(monkeypatch):
    def fail():
        raise OSError

    monkeypatch.setattr(
        registry, "tasks", {"first": PeriodicTask(fail, EVERY), "second": PeriodicTask(lambda: 3, EVERY)}
    )

    assert run_due_tasks() == 3


def test_task_runs_while_more_waits_than_a_worker_can_keep_in_its_time(runs, notes, monkeypatch):
    for number in range(2):
        enqueue(kind="note", key=f"note:{number}", payload={})
    monkeypatch.setattr(tasks, "AT_MOST", 0)

    drain_due()

    assert OutboxMessage.objects.filter(state="due").count() == 1
    assert len(runs) == 1


def test_messages_done_long_ago_are_deleted(notes, time_machine):
    time_machine.move_to("2026-11-01T10:00:00Z", tick=False)
    enqueue(kind="note", key="note:1", payload={})
    drain()
    time_machine.shift(timedelta(days=8))

    run_due_tasks()

    assert OutboxMessage.objects.count() == 0


def test_task_asked_for_every_second_runs_once_in_its_interval(runs, time_machine):
    for _second in range(25):
        run_due_tasks()
        run_due_tasks()
        time_machine.shift(1)

    assert runs == [0, 10, 20]


def test_task_that_another_is_running_is_left_alone_until_that_one_is_taken_for_dead(
    runs, time_machine, settings
):
    settings.OUTBOX_LEASE = 30
    PeriodicTaskRun.objects.create(
        name="count", next_run=timezone.now() + timedelta(seconds=30), run_by="other"
    )

    for _second in range(35):
        run_due_tasks()
        time_machine.shift(1)

    assert runs == [30]


def test_task_that_takes_longer_than_its_interval_does_not_run_beside_itself(monkeypatch, time_machine):
    time_machine.move_to("2026-11-24T10:00:00Z", tick=False)
    inner = []

    def slow() -> int:
        time_machine.shift(25)
        inner.append(run_due_tasks())
        return 1

    monkeypatch.setattr(registry, "tasks", {"slow": PeriodicTask(slow, EVERY)})

    assert (run_due_tasks(), inner) == (1, [0])


def test_task_claimed_by_another_between_look_and_claim_is_theirs(runs, monkeypatch):
    PeriodicTaskRun.objects.create(name="count", next_run=timezone.now())
    look = PeriodicTaskRun.objects.values_list

    def somebody_is_quicker(*fields):
        found = list(look(*fields))
        PeriodicTaskRun.objects.update(next_run=timezone.now() + timedelta(seconds=30))
        return found

    monkeypatch.setattr(PeriodicTaskRun.objects, "values_list", somebody_is_quicker)

    assert (run_due_tasks(), runs) == (0, [])


def test_task_planned_absurdly_late_by_a_wrong_clock_runs_now(runs):
    PeriodicTaskRun.objects.create(name="count", next_run=timezone.now() + timedelta(days=1))

    assert (run_due_tasks(), runs) == (3, [0])


def test_task_writes_how_it_went(runs):
    run_due_tasks()

    row = PeriodicTaskRun.objects.get()
    assert (row.done, row.last_error, row.finished_at) == (3, "", timezone.now())
    assert row.next_run == timezone.now() + timedelta(seconds=10)


def test_task_that_failed_says_so_and_is_due_again_after_its_interval(monkeypatch):
    def fail() -> int:
        raise OSError

    monkeypatch.setattr(registry, "tasks", {"broken": PeriodicTask(fail, EVERY)})

    run_due_tasks()

    row = PeriodicTaskRun.objects.get()
    assert (row.last_error, row.done) == ("OSError", 0)
    assert timedelta(seconds=8) < row.next_run - timezone.now() <= timedelta(seconds=10)


def test_task_with_nothing_due_asks_one_question(runs, django_assert_num_queries):
    run_due_tasks()

    with django_assert_num_queries(1):
        run_due_tasks()


def test_messages_done_lately_and_those_that_wait_are_not_deleted(notes, time_machine):
    time_machine.move_to("2026-11-01T10:00:00Z", tick=False)
    enqueue(kind="note", key="note:1", payload={})
    drain()
    enqueue(kind="note", key="note:2", payload={})
    time_machine.shift(timedelta(days=6))

    run_due_tasks()

    assert OutboxMessage.objects.count() == 2


def test_command_run_once_runs_tasks_and_drains_until_nothing_is_due(runs, notes, capsys):
    for number in range(101):
        enqueue(kind="note", key=f"note:{number}", payload={})

    call_command("outbox_run")

    assert capsys.readouterr().out == "101 messages tried, 3 things done by periodic tasks.\n"


def test_status_counts_messages_and_says_how_far_behind_their_handling_is(runs, time_machine):
    now = timezone.now()
    ago = {minutes: now - timedelta(minutes=minutes) for minutes in (1, 3, 9)}
    for key, fields in {
        "waiting": {"run_after": ago[1]},
        "longer": {"run_after": ago[3]},
        "later": {"run_after": now + timedelta(hours=1)},
        "kept": {"run_after": ago[9], "state": "done"},
        "in hand": {"run_after": ago[9], "state": "claimed", "lease_until": now + timedelta(seconds=9)},
        "given up": {"run_after": ago[9], "state": "failed"},
    }.items():
        OutboxMessage.objects.create(kind="note", key=key, **fields)
    run_due_tasks()
    time_machine.shift(15)

    found = outbox_status()

    # After fifteen seconds the one in hand is in the hands of nobody, and has been for six.
    assert (found.due, found.oldest_due) == (3, timedelta(minutes=3, seconds=15))
    assert found.counts == {
        ("note", "due"): 3,
        ("note", "done"): 1,
        ("note", "claimed"): 1,
        ("note", "failed"): 1,
    }
    assert found.count("due") == 3
    assert found.last_periodic_run == now
    assert [(each.name, each.done, late(each)) for each in found.periodic_tasks] == [
        ("count", 3, timedelta(seconds=5))
    ]


def test_status_without_messages_is_well(runs):
    found = outbox_status()

    assert (found.counts, found.due, found.oldest_due, found.last_periodic_run) == ({}, 0, timedelta(), None)
    assert [(each.name, each.finished_at) for each in found.periodic_tasks] == [("count", None)]


def test_state_of_a_dead_claim_counts_from_the_end_of_its_lease(runs):
    now = timezone.now()
    OutboxMessage.objects.create(
        kind="note",
        key="note:1",
        state="claimed",
        run_after=now - timedelta(hours=1),
        lease_until=now - timedelta(seconds=7),
    )

    assert outbox_status().oldest_due == timedelta(seconds=7)
