"""What comes out of Redis is read for the task and its end; nothing else in it reaches the worker."""

import base64
import copy
import json

import pytest

from outbox.broker import cleaned

NOTHING = [[], {}, {}]


def body(content: object) -> str:
    return base64.b64encode(json.dumps(content).encode()).decode()


@pytest.fixture
def message() -> dict:
    """A wake-up as Celery sends it, with more in it than we need."""
    return {
        "body": body([[[3, 4]], {}, {"callbacks": None, "chain": ["other"]}]),
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


def test_wakeup_keeps_its_task_and_end_and_nothing_else_of_its_sender(message):
    wakeup = cleaned(copy.deepcopy(message), "regiobrug")

    assert arguments(wakeup) == NOTHING
    assert {name: wakeup["headers"][name] for name in ("task", "expires")} == {
        "task": "outbox.drain_due",
        "expires": "2026-11-24T17:31:57+01:00",
    }
    assert set(wakeup["headers"]) == {"lang", "task", "id", "expires", "ignore_result"}
    assert wakeup["properties"]["delivery_info"] == {"exchange": "", "routing_key": "regiobrug"}
    assert "somebody" not in json.dumps(wakeup)


def test_wakeup_without_an_end_stays_without(message):
    del message["headers"]["expires"]

    assert cleaned(message, "regiobrug")["headers"]["expires"] is None


@pytest.mark.parametrize(
    "anything",
    [
        *(None, "é", "AAAA", body(""), body({}), body([7]), body([[["one", True, 5]], {"limit": 5}, {}])),
        *(base64.b64encode(b"[" * 2000).decode(), "[" * 100_000),
    ],
)
def test_body_of_a_wakeup_is_not_read(message, anything):
    message["body"] = anything

    assert arguments(cleaned(message, "regiobrug")) == NOTHING


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
    ],
)
def test_message_that_is_no_wakeup_is_refused(message, part, value):
    message[part] = value

    with pytest.raises((AttributeError, LookupError, TypeError, ValueError)):
        cleaned(message, "regiobrug")


@pytest.mark.parametrize("thing", [None, 5, "text", [], {}, {"body": 5}])
def test_thing_that_is_no_message_is_refused(thing):
    with pytest.raises((AttributeError, LookupError, TypeError, ValueError)):
        cleaned(thing, "regiobrug")
