"""Waking a worker: one message for a transaction, and never a save that fails or waits for it."""

import base64
import json
import time
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.utils import timezone
from redis import Redis

from config import celery
from outbox import registry, wakeup
from outbox.messages import enqueue
from outbox.models import OutboxMessage

pytestmark = [pytest.mark.django_db, pytest.mark.live]


@pytest.fixture(autouse=True)
def _notes(monkeypatch):
    monkeypatch.setattr(registry, "kinds", {})
    registry.register("note", lambda message: None)
    # The settings name no Redis here; the app is what a site with one would load.
    assert celery.app.conf.task_default_queue == "regiobrug"
    yield
    wakeup.outage.answered()


@pytest.fixture
def queue(redis_server, settings):
    """How many wake-ups lie in Redis; none says anything about the messages."""
    settings.CELERY_BROKER_URL = redis_server.url_of(4)

    def count() -> int:
        with Redis.from_url(redis_server.url_of(4)) as client:
            raw = [json.loads(message) for message in client.lrange("regiobrug", 0, -1)]
        assert all(json.loads(base64.b64decode(message["body"]))[:2] == [[], {}] for message in raw)
        return len(raw)

    with redis_server.client() as client:
        client.flushall()
    return count


@contextmanager
def killed(server):
    server.kill()
    try:
        yield
    finally:
        server.start()


@contextmanager
def hung(server):
    server.hang()
    try:
        yield
    finally:
        server.resume()


def note(number: int, **more) -> None:
    enqueue(kind="note", key=f"note:{number}", payload={}, **more)


def seconds_to(wait) -> float:
    begun = time.perf_counter()
    wait()
    return time.perf_counter() - begun


def test_messages_of_one_transaction_are_one_wakeup_after_it(queue, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        note(1)
        note(2)
        with transaction.atomic():
            note(3)
        before = queue()

    assert (before, queue()) == (0, 1)


def test_message_renewed_wakes_again(queue, django_capture_on_commit_callbacks):
    OutboxMessage.objects.create(kind="note", key="note:1")

    with django_capture_on_commit_callbacks(execute=True):
        note(1)

    assert queue() == 1


def test_message_after_one_that_was_undone_still_wakes(queue, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            note(1)
            raise ZeroDivisionError
        note(2)

    assert queue() == 1


def test_messages_in_savepoints_side_by_side_are_one_wakeup(queue, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for number in (1, 2):
            with transaction.atomic():
                note(number)

    assert queue() == 1


def test_message_outside_an_undone_savepoint_wakes_also_when_one_inside_came_first(
    queue, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            with transaction.atomic():
                note(1)
            note(2)
            raise ZeroDivisionError
        with transaction.atomic():
            note(3)

    assert queue() == 1


@pytest.mark.django_db(transaction=True)
def test_transaction_undone_wakes_nobody_and_the_next_one_does(queue):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        note(1)
        raise ZeroDivisionError
    undone = queue()
    for number in (2, 3):
        with transaction.atomic():
            note(number)

    assert (undone, queue()) == (0, 2)


def test_message_for_later_wakes_nobody(queue, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        note(1, run_after=timezone.now() + timezone.timedelta(hours=1))

    assert queue() == 0


def test_message_without_redis_asks_for_no_wakeup(settings, django_capture_on_commit_callbacks):
    settings.CELERY_BROKER_URL = ""

    with django_capture_on_commit_callbacks() as callbacks:
        note(1)

    assert callbacks == []


def test_wakeup_after_redis_forgot_everything_arrives(queue, redis_server):
    wakeup.wake()
    with redis_server.client() as client:
        client.flushall()

    wakeup.wake()

    assert queue() == 1


@pytest.mark.clock
def test_wakeup_with_redis_killed_fails_nothing_and_waits_for_nothing(queue, redis_server, caplog):
    wakeup.wake()

    with killed(redis_server):
        waited = [seconds_to(lambda: wakeup.wake()) for _ in range(50)]

    assert max(waited) < 0.35
    assert sum(waited[1:]) < 0.05
    assert [record.message for record in caplog.records if record.name == "outbox.outage"] == [
        "Redis (wake-ups) is away (OperationalError); the site goes on without it"
    ]


@pytest.mark.clock
@pytest.mark.parametrize("connected", [True, False])
def test_wakeup_with_redis_hung_waits_once_and_not_long(queue, redis_server, connected):
    if connected:
        wakeup.wake()

    with hung(redis_server):
        first = seconds_to(lambda: wakeup.wake())
        waited = [seconds_to(lambda: wakeup.wake()) for _ in range(50)]

    assert 0.25 < first < 0.7
    assert sum(waited) < 0.05


def test_wakeup_is_tried_again_when_the_pause_is_over(queue, redis_server, monkeypatch, caplog):
    monkeypatch.setattr(wakeup.outage, "pause", 0.2)
    with killed(redis_server):
        wakeup.wake()
    monkeypatch.setattr(wakeup.outage, "until", time.monotonic() + 0.2)

    wakeup.wake()
    during = queue()
    time.sleep(0.25)
    wakeup.wake()

    assert (during, queue()) == (0, 1)
    assert caplog.records[-1].message == "Redis (wake-ups) is back"


def test_pause_after_a_failure_is_five_seconds():
    assert wakeup.outage.pause == 5


def test_message_is_made_and_its_commit_succeeds_with_redis_killed(
    queue, redis_server, django_capture_on_commit_callbacks
):
    with killed(redis_server), django_capture_on_commit_callbacks(execute=True):
        note(1)

    assert list(OutboxMessage.objects.values_list("key", "state")) == [("note:1", "due")]
