"""A promise is made with its change, kept once, and survives whoever dies while keeping it."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from outbox import registry
from outbox.drain import drain
from outbox.enums import State
from outbox.models import Promise
from outbox.promises import promise
from outbox.registry import Retry
from outbox.sweeps import sweep

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(monkeypatch):
    """A kind of promise, "note", that writes down what it was asked to do."""
    done: list[dict] = []
    monkeypatch.setattr(registry, "_handlers", {"note": done.append})
    return done


@pytest.fixture
def broken(monkeypatch):
    def fail(payload):
        raise OSError("the other side is away")

    monkeypatch.setattr(registry, "_handlers", {"note": fail})


def test_promise_with_its_change_is_kept_once(kept):
    promise(kind="note", key="note:1", payload={"id": 1})

    tried = drain(), drain()

    assert tried == (1, 0)
    assert kept == [{"id": 1}]
    assert Promise.objects.get().state == State.DONE


@pytest.mark.django_db(transaction=True)
def test_promise_when_its_change_is_undone_is_gone_too(kept):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        promise(kind="note", key="note:1", payload={"id": 1})
        raise ZeroDivisionError

    assert Promise.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_promise_outside_a_transaction_is_refused(kept):
    with pytest.raises(RuntimeError):
        promise(kind="note", key="note:1", payload={})


def test_promise_of_a_kind_nobody_keeps_is_refused(kept):
    with pytest.raises(LookupError):
        promise(kind="telegram", key="telegram:1", payload={})


def test_promise_made_again_while_it_waits_is_one_promise_with_the_newest_payload(kept):
    promise(kind="note", key="note:1", payload={"id": 1, "word": "old"})
    promise(kind="note", key="note:1", payload={"id": 1, "word": "new"})

    drain()

    assert kept == [{"id": 1, "word": "new"}]


def test_promise_renewed_while_it_is_being_kept_is_kept_again(monkeypatch):
    seen = []

    def renew_the_first_time(payload):
        seen.append(payload["turn"])
        if payload["turn"] == 1:
            promise(kind="note", key="note:1", payload={"turn": 2})

    monkeypatch.setattr(registry, "_handlers", {"note": renew_the_first_time})
    promise(kind="note", key="note:1", payload={"turn": 1})

    drain()
    drain()

    assert seen == [1, 2]
    assert Promise.objects.get().state == State.DONE


def test_promise_for_later_waits_until_then(kept, time_machine):
    time_machine.move_to("2026-11-24T10:00:00Z", tick=False)
    promise(kind="note", key="note:1", payload={}, run_after=timezone.now() + timedelta(hours=1))

    before = drain()
    time_machine.move_to("2026-11-24T11:00:01Z", tick=False)
    after = drain()

    assert (before, after) == (0, 1)


def test_promise_that_fails_is_tried_again_later_and_given_up_in_the_end(broken, time_machine):
    time_machine.move_to("2026-11-24T10:00:00Z", tick=False)
    promise(kind="note", key="note:1", payload={})

    at_once = drain(), drain()
    for _ in range(Retry().attempts):
        time_machine.shift(timedelta(hours=2))
        drain()

    row = Promise.objects.get()
    assert at_once == (1, 0)
    assert (row.state, row.attempts, row.last_error) == (State.FAILED, 20, "OSError")


def test_promise_of_a_kind_that_never_gives_up_is_tried_at_least_every_so_often(
    broken, monkeypatch, time_machine
):
    monkeypatch.setattr(registry, "_retries", {"note": Retry(longest=timedelta(seconds=30), attempts=None)})
    time_machine.move_to("2026-11-24T10:00:00Z", tick=False)
    promise(kind="note", key="note:1", payload={})

    tried = 0
    for _ in range(100):
        tried += drain()
        time_machine.shift(timedelta(seconds=30))

    row = Promise.objects.get()
    assert (tried, row.state, row.attempts) == (100, State.DUE, 100)


def test_promise_of_a_worker_that_died_is_taken_over_when_its_lease_ends(kept, time_machine):
    time_machine.move_to("2026-11-24T10:00:00Z", tick=False)
    promise(kind="note", key="note:1", payload={"id": 1})
    Promise.objects.update(
        state=State.CLAIMED, claimed_by="dead", lease_until=timezone.now() + timedelta(minutes=5)
    )

    during = drain()
    time_machine.shift(timedelta(minutes=5, seconds=1))
    after = drain()

    assert (during, after) == (0, 1)
    assert kept == [{"id": 1}]


def test_sweep_that_fails_does_not_stop_the_others(monkeypatch):
    def fail():
        raise OSError

    monkeypatch.setattr(registry, "_sweeps", {"first": fail, "second": lambda: 3})

    assert sweep() == 3


def test_sweep_forgets_promises_kept_long_ago(kept, time_machine):
    time_machine.move_to("2026-11-01T10:00:00Z", tick=False)
    promise(kind="note", key="note:1", payload={})
    drain()
    time_machine.shift(timedelta(days=8))

    sweep()

    assert Promise.objects.count() == 0
