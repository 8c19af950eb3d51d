"""An outage is noticed once, and nobody waits for the server again before the pause is over."""

import time

import pytest

from outbox.outage import Outage


@pytest.fixture
def said(caplog):
    return lambda: [record.message for record in caplog.records if record.name == "outbox.outage"]


def test_outage_that_lasts_is_said_once_and_its_end_once(said):
    outage = Outage("Redis", pause=0.01)

    for _time in range(3):
        outage.failed(OSError())
        time.sleep(0.02)
    outage.answered()
    outage.answered()
    outage.failed(OSError())

    away = "Redis is away (OSError); the site goes on without it"
    assert said() == [away, "Redis is back", away]


def test_outage_holds_until_its_pause_is_over_or_the_server_answers():
    outage = Outage("Redis", pause=0.2)
    before = outage.holds
    outage.failed(OSError())
    during = outage.holds
    time.sleep(0.25)
    after = outage.holds
    outage.failed(OSError())
    outage.answered()

    assert (before, during, after, outage.holds) == (False, True, False, False)
