"""What comes out of Redis is read for the task and its ids; nothing else in it reaches the worker."""

import base64
import copy
import json

import pytest

from outbox.broker import LONGEST, cleaned
from outbox.wakeup import MOST_IDS

IDS = [3, 4]


def body(content: object) -> str:
    return base64.b64encode(json.dumps(content).encode()).decode()


@pytest.fixture
def message() -> dict:
    """A wake-up as Celery sends it, with more in it than we need."""
    return {
        "body": body([[IDS], {}, {"callbacks": None, "chain": ["other"]}]),
        "content-encoding": "utf-8",
        "content-type": "application/json",
        "headers": {
            "task": "outbox.drain_due",
            "id": "somebody's",
            "expires": "2026-11-24T17:31:57+01:00",
            "timelimit": [9999, 9999],
            "retries": 7,
        },
        "properties": {"delivery_tag": "somebody's", "reply_to": "somebody"},
    }


def arguments(wakeup: dict) -> list:
    return json.loads(base64.b64decode(wakeup["body"]))


def test_wakeup_keeps_its_task_ids_and_end_and_nothing_else_of_its_sender(message):
    wakeup = cleaned(copy.deepcopy(message), "regiobrug")

    assert arguments(wakeup) == [[IDS], {}, {}]
    assert {name: wakeup["headers"][name] for name in ("task", "expires")} == {
        "task": "outbox.drain_due",
        "expires": "2026-11-24T17:31:57+01:00",
    }
    assert set(wakeup["headers"]) == {"lang", "task", "id", "expires", "ignore_result"}
    assert wakeup["properties"]["delivery_info"] == {"exchange": "", "routing_key": "regiobrug"}
    assert "somebody" not in json.dumps(wakeup)


def test_wakeup_with_as_many_ids_as_there_may_be_is_short_enough(message):
    message["body"] = body([[[10**18] * MOST_IDS], {}, {"callbacks": None, "errbacks": None, "chain": None}])

    wakeup = cleaned(message, "regiobrug")

    assert arguments(wakeup)[0] == [[10**18] * MOST_IDS]
    assert len(json.dumps(message)) < LONGEST / 2


def test_wakeup_without_ids_stays_without(message):
    message["body"] = body([[], {"limit": 5}, {}])
    del message["headers"]["expires"]

    wakeup = cleaned(message, "regiobrug")

    assert arguments(wakeup) == [[], {}, {}]
    assert wakeup["headers"]["expires"] is None


def test_ids_that_are_no_whole_numbers_are_left_out(message):
    message["body"] = body([[["one", None, {"a": 1}, True, 1.5, [2], 5]], {}, {}])

    assert arguments(cleaned(message, "regiobrug"))[0] == [[5]]


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("headers", {"task": "os.system"}),
        ("headers", {"task": None}),
        ("headers", {"task": ["outbox.drain_due"]}),
        ("headers", {}),
        ("headers", None),
        ("headers", {"task": "outbox.drain_due", "expires": "yesterday"}),
        ("headers", {"task": "outbox.drain_due", "expires": [1]}),
        ("content-type", "application/x-python-serialize"),
        ("content-type", None),
        ("body", None),
        ("body", "é"),
        ("body", "AAAA"),
        ("body", body("")),
        ("body", body({})),
        ("body", body([7])),
        ("body", body([[7]])),
        ("body", base64.b64encode(b"[" * 2000).decode()),
        ("body", body([[[1] * 20_000]])),
        ("body", "[" * 100_000),
    ],
)
def test_message_that_is_no_wakeup_is_refused(message, part, value):
    message[part] = value

    with pytest.raises((AttributeError, LookupError, RecursionError, TypeError, ValueError)):
        cleaned(message, "regiobrug")


@pytest.mark.parametrize("thing", [None, 5, "text", [], {}, {"body": 5}])
def test_thing_that_is_no_message_is_refused(thing):
    with pytest.raises((AttributeError, LookupError, TypeError, ValueError)):
        cleaned(thing, "regiobrug")
