"""A message is enqueued with its change, handled once, and survives whoever dies while handling it."""

import os
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from outbox import registry
from outbox.drain import drain
from outbox.enums import State
from outbox.messages import enqueue
from outbox.models import OutboxMessage
from outbox.registry import Retry

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(monkeypatch):
    """A kind of message, "note", whose handler writes down what it was asked to do."""
    done: list[dict] = []
    handle_notes(monkeypatch, lambda message: done.append(message.payload))
    return done


def handle_notes(monkeypatch, handler, retry: Retry = Retry()) -> None:  # noqa: B008 (it is frozen)
    monkeypatch.setattr(registry, "kinds", {})
    registry.register("note", handler, retry=retry)


def fail(message):
    raise OSError("the other side is away")


@pytest.fixture
def broken(monkeypatch):
    handle_notes(monkeypatch, fail)


def test_message_with_its_change_is_handled_once(kept):
    enqueue(kind="note", key="note:1", payload={"id": 1})

    tried = drain(), drain()

    assert tried == (1, 0)
    assert kept == [{"id": 1}]
    assert OutboxMessage.objects.get().state == State.DONE


@pytest.mark.django_db(transaction=True)
def test_message_when_its_change_is_undone_is_gone_too(kept):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        enqueue(kind="note", key="note:1", payload={"id": 1})
        raise ZeroDivisionError

    assert OutboxMessage.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_message_outside_a_transaction_is_refused(kept):
    with pytest.raises(RuntimeError):
        enqueue(kind="note", key="note:1", payload={})


def test_message_of_a_kind_nobody_handles_is_refused(kept):
    with pytest.raises(LookupError):
        enqueue(kind="telegram", key="telegram:1", payload={})


def test_message_enqueued_again_while_it_waits_is_one_message_with_the_newest_payload(kept):
    enqueue(kind="note", key="note:1", payload={"id": 1, "word": "old"})
    enqueue(kind="note", key="note:1", payload={"id": 1, "word": "new"})

    drain()

    assert kept == [{"id": 1, "word": "new"}]


def test_message_renewed_while_it_is_being_handled_is_handled_again(monkeypatch):
    seen = []

    def renew_the_first_time(message):
        seen.append(message.payload["turn"])
        if message.payload["turn"] == 1:
            enqueue(kind="note", key="note:1", payload={"turn": 2})

    handle_notes(monkeypatch, renew_the_first_time)
    enqueue(kind="note", key="note:1", payload={"turn": 1})

    drain()
    drain()

    assert seen == [1, 2]
    assert OutboxMessage.objects.get().state == State.DONE


def test_message_for_later_waits_until_then(kept, time_machine):
    time_machine.move_to("2026-11-24T10:00:00Z", tick=False)
    enqueue(kind="note", key="note:1", payload={}, run_after=timezone.now() + timedelta(hours=1))

    before = drain()
    time_machine.move_to("2026-11-24T11:00:01Z", tick=False)
    after = drain()

    assert (before, after) == (0, 1)


def test_message_that_fails_is_tried_again_later_and_given_up_in_the_end(broken, time_machine):
    time_machine.move_to("2026-11-24T10:00:00Z", tick=False)
    enqueue(kind="note", key="note:1", payload={})

    at_once = drain(), drain()
    for _ in range(Retry().attempts):
        time_machine.shift(timedelta(hours=2))
        drain()

    row = OutboxMessage.objects.get()
    assert at_once == (1, 0)
    assert (row.state, row.attempts, row.last_error) == (State.FAILED, 20, "OSError")


def test_message_that_was_given_up_is_tried_again_when_somebody_says_so(kept):
    enqueue(kind="note", key="note:1", payload={"id": 1})
    OutboxMessage.objects.update(state=State.FAILED, attempts=20, last_error="OSError")

    call_command("outbox_run")
    before = list(kept)
    call_command("outbox_run", "--again")

    row = OutboxMessage.objects.get()
    assert (before, kept) == ([], [{"id": 1}])
    assert (row.state, row.attempts, row.last_error) == (State.DONE, 0, "")


def test_message_of_a_kind_that_never_gives_up_is_tried_at_least_every_so_often(monkeypatch, time_machine):
    handle_notes(monkeypatch, fail, Retry(longest=timedelta(seconds=30), attempts=None))
    time_machine.move_to("2026-11-24T10:00:00Z", tick=False)
    enqueue(kind="note", key="note:1", payload={})

    tried = 0
    for _ in range(100):
        tried += drain()
        time_machine.shift(timedelta(seconds=30))

    row = OutboxMessage.objects.get()
    assert (tried, row.state, row.attempts) == (100, State.DUE, 100)


def test_message_of_a_worker_that_died_is_taken_over_when_its_lease_ends(kept, time_machine):
    time_machine.move_to("2026-11-24T10:00:00Z", tick=False)
    enqueue(kind="note", key="note:1", payload={"id": 1})
    OutboxMessage.objects.update(
        state=State.CLAIMED, claimed_by="dead", lease_until=timezone.now() + timedelta(minutes=5)
    )

    during = drain()
    time_machine.shift(timedelta(minutes=5, seconds=1))
    after = drain()

    assert (during, after) == (0, 1)
    assert kept == [{"id": 1}]


def test_message_of_a_worker_that_died_keeps_count_of_it(kept):
    OutboxMessage.objects.create(
        kind="note", key="note:1", state=State.CLAIMED, claimed_by="dead", lease_until=timezone.now()
    )

    drain()

    assert OutboxMessage.objects.get().attempts == 1


@pytest.mark.parametrize(("deaths", "outcome"), [(18, (State.DONE, "")), (19, (State.FAILED, "LeaseEnded"))])
def test_message_that_kills_its_workers_is_given_up_in_the_end(kept, deaths, outcome):
    OutboxMessage.objects.create(
        kind="note",
        key="note:1",
        state=State.CLAIMED,
        claimed_by="dead",
        lease_until=timezone.now(),
        attempts=deaths,
    )

    drain()

    row = OutboxMessage.objects.get()
    assert (row.state, row.last_error) == outcome
    assert len(kept) == (outcome[0] == State.DONE)
    assert (row.claimed_by, row.lease_until) == ("", None)


def test_message_renewed_while_another_handles_it_stays_in_those_hands_until_they_let_go(kept):
    until = timezone.now() + timedelta(minutes=5)
    OutboxMessage.objects.create(
        kind="note", key="note:1", state=State.CLAIMED, claimed_by="other", lease_until=until
    )

    enqueue(kind="note", key="note:1", payload={"id": 2})

    row = OutboxMessage.objects.get()
    assert (row.state, row.claimed_by, row.lease_until, row.version) == (State.CLAIMED, "other", until, 2)
    assert (drain(), kept) == (0, [])


def test_message_renewed_after_its_handler_died_is_due_at_once(kept):
    OutboxMessage.objects.create(
        kind="note", key="note:1", state=State.CLAIMED, claimed_by="dead", lease_until=timezone.now()
    )

    enqueue(kind="note", key="note:1", payload={"id": 2})

    row = OutboxMessage.objects.get()
    assert (row.state, row.claimed_by, row.lease_until) == (State.DUE, "", None)


def test_message_renewed_while_its_handler_fails_is_due_with_a_clean_sheet(monkeypatch):
    def renew_and_fail(message):
        enqueue(kind="note", key="note:1", payload={"turn": 2})
        raise OSError

    handle_notes(monkeypatch, renew_and_fail)
    enqueue(kind="note", key="note:1", payload={"turn": 1})

    drain(limit=1)

    row = OutboxMessage.objects.get()
    assert (row.state, row.attempts, row.payload, row.claimed_by) == (State.DUE, 0, {"turn": 2}, "")
    assert row.run_after <= timezone.now()


def test_message_taken_over_by_another_is_not_marked_done_by_who_was_too_slow(monkeypatch):
    def lose_it(message):
        OutboxMessage.objects.update(claimed_by="other")

    handle_notes(monkeypatch, lose_it)
    enqueue(kind="note", key="note:1", payload={})

    drain()

    row = OutboxMessage.objects.get()
    assert (row.state, row.claimed_by) == (State.CLAIMED, "other")


def test_message_in_hand_says_who_holds_it_and_for_how_long(monkeypatch, settings, time_machine):
    time_machine.move_to("2026-11-24T10:00:00Z", tick=False)
    settings.OUTBOX_LEASE = 77
    seen = []
    handle_notes(monkeypatch, lambda message: seen.append(OutboxMessage.objects.get()))
    enqueue(kind="note", key="note:1", payload={})

    drain()

    assert seen[0].state == State.CLAIMED
    assert f":{os.getpid()}:" in seen[0].claimed_by
    assert seen[0].lease_until == timezone.now() + timedelta(seconds=77)


def test_messages_that_wait_longest_are_handled_first(kept):
    for number in (1, 2, 3):
        moment = timezone.now() - timedelta(minutes=number)
        enqueue(kind="note", key=f"note:{number}", payload={"id": number}, run_after=moment)

    assert drain() == 3
    assert kept == [{"id": 3}, {"id": 2}, {"id": 1}]


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_drain_with_a_limit_stops_there(kept, limit):
    for number in range(5):
        enqueue(kind="note", key=f"note:{number}", payload={"id": number})

    assert drain(limit=limit) == limit
    assert kept == [{"id": number} for number in range(limit)]
