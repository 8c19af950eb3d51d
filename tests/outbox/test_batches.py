"""Messages that are handled together, in their lane, once, or not at all any more."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from outbox import registry
from outbox.drain import drain
from outbox.enums import Lane, State
from outbox.messages import enqueue, void
from outbox.models import OutboxMessage
from outbox.registry import Retry

pytestmark = pytest.mark.django_db

BATCH = 3


@pytest.fixture
def handled(monkeypatch) -> list[list[int]]:
    """Kinds of message that write down which numbers came together: "page" three at once, "mail" one by one
    and after all others. A number above 100 fails."""
    batches: list[list[int]] = []

    def handle_pages(messages):
        batches.append([message.payload["number"] for message in messages])
        return {message.pk: ValueError() for message in messages if message.payload["number"] > 100}

    monkeypatch.setattr(registry, "kinds", {})
    registry.register("page", handle_pages, batch=BATCH, retry=Retry(attempts=2))
    registry.register("mail", lambda message: batches.append([message.payload["number"]]), lane=Lane.MAIL)
    return batches


def enqueue_all(kind: str, *numbers: int) -> None:
    for number in numbers:
        enqueue(kind=kind, key=f"{kind}:{number}", payload={"number": number})


def states() -> dict[str, str]:
    return dict(OutboxMessage.objects.values_list("key", "state"))


def test_messages_of_one_kind_are_handled_in_batches_and_those_of_another_are_not_among_them(handled):
    enqueue_all("page", 1, 2)
    enqueue_all("mail", 8)
    enqueue_all("page", 3, 4)

    assert drain() == 5
    assert handled == [[1, 2, 3], [4], [8]]
    assert set(states().values()) == {State.DONE}


def test_batch_takes_the_same_queries_however_many_messages_are_in_it(handled):
    used = []
    for numbers in ([1], [2, 3, 4]):
        enqueue_all("page", *numbers)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            drain(limit=1)
        used.append(len(queries))

    assert used[0] == used[1]


def test_message_that_pages_wait_for_passes_mail_that_waits_for_longer(handled):
    enqueue_all("mail", *range(10))
    enqueue_all("page", 11)

    drain(limit=1)

    assert handled == [[11]]


def test_messages_that_failed_in_a_batch_are_tried_again_and_the_others_are_done(handled, time_machine):
    time_machine.move_to("2026-11-24T10:00:00Z", tick=False)
    enqueue_all("page", 1, 101, 2)

    drain()
    once = states()
    time_machine.shift(timedelta(minutes=1))
    drain()

    assert once == {"page:1": State.DONE, "page:101": State.DUE, "page:2": State.DONE}
    assert handled == [[1, 101, 2], [101]]
    row = OutboxMessage.objects.get(key="page:101")
    assert (row.state, row.attempts, row.last_error) == (State.FAILED, 2, "ValueError")


def test_batch_that_fails_as_a_whole_is_tried_again_as_a_whole(handled, monkeypatch, time_machine):
    time_machine.move_to("2026-11-24T10:00:00Z", tick=False)
    works = registry.kinds["page"]

    def fail(messages):
        raise OSError

    monkeypatch.setattr(registry, "kinds", {})
    registry.register("page", fail, batch=BATCH)
    enqueue_all("page", 1, 2, 3)
    drain()
    failed = list(OutboxMessage.objects.values_list("state", "attempts", "last_error"))
    registry.kinds["page"] = works
    time_machine.shift(timedelta(minutes=1))
    drain()

    assert failed == [(State.DUE, 1, "OSError")] * 3
    assert handled == [[1, 2, 3]]


def test_message_of_a_batch_that_is_enqueued_again_meanwhile_is_due_again(handled, monkeypatch):
    def renew_one(messages):
        if len(messages) > 1:
            enqueue_all("page", messages[0].payload["number"])
        handled.append([message.payload["number"] for message in messages])
        return {}

    monkeypatch.setattr(registry, "kinds", {})
    registry.register("page", renew_one, batch=BATCH)
    enqueue_all("page", 1, 2)

    drain()

    assert handled == [[1, 2], [1]]


def test_message_among_a_batch_that_killed_its_workers_too_often_is_given_up_alone(handled):
    enqueue_all("page", 1, 2)
    OutboxMessage.objects.filter(key="page:1").update(
        state=State.CLAIMED, claimed_by="dead", lease_until=timezone.now() - timedelta(seconds=1), attempts=1
    )

    drain()

    assert handled == [[2]]
    assert states() == {"page:1": State.FAILED, "page:2": State.DONE}


def test_key_that_is_enqueued_once_stays_as_it_is(handled):
    first = enqueue(kind="mail", key="mail:1", payload={"number": 1}, once=True)
    drain()
    again = enqueue(kind="mail", key="mail:1", payload={"number": 2}, once=True)
    drain()

    assert (first, again, handled) == (True, False, [[1]])


def test_message_that_is_withdrawn_in_time_is_never_handled(handled):
    enqueue_all("mail", 1)

    assert void(key="mail:1")
    assert drain() == 0
    assert states() == {"mail:1": State.VOID}


def test_message_that_is_done_or_in_hand_is_withdrawn_too_late(handled):
    enqueue_all("mail", 1, 2)
    drain(limit=1)
    OutboxMessage.objects.filter(key="mail:2").update(
        state=State.CLAIMED, claimed_by="other", lease_until=timezone.now() + timedelta(minutes=1)
    )

    assert (void(key="mail:1"), void(key="mail:2"), void(key="mail:3")) == (False, False, False)
    assert states() == {"mail:1": State.DONE, "mail:2": State.CLAIMED}


def test_withdrawn_message_that_is_enqueued_again_is_due_again(handled):
    enqueue_all("mail", 1)
    void(key="mail:1")

    enqueue_all("mail", 1)

    assert (drain(), handled) == (1, [[1]])


def test_key_that_is_enqueued_once_is_never_renewed_whoever_made_it_meanwhile(handled, monkeypatch):
    enqueue(kind="mail", key="mail:1", payload={"number": 1})
    drain()
    # So it looks to a transaction that began to look before the other one ended.
    monkeypatch.setattr(QuerySet, "exists", lambda rows: False)

    assert not enqueue(kind="mail", key="mail:1", payload={"number": 2}, once=True)
    assert (drain(), handled) == (0, [[1]])
