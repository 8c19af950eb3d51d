"""The breaker: opens after failures in a row, looks from aside, closes by itself."""

import threading
import time

from search.engines.fallback import Breaker


def wait_for(condition) -> None:
    until = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.005)


def test_three_failures_in_a_row_open_it_and_fewer_do_not():
    breaker = Breaker(lambda: False, pause=60)
    breaker.failed("one")
    breaker.failed("two")
    breaker.succeeded()
    breaker.failed("one")
    breaker.failed("two")
    before = breaker.open

    breaker.failed("three")

    assert (before, breaker.open, breaker.opened) == (False, True, 1)


def test_open_one_looks_from_aside_and_closes_when_it_is_back():
    back = threading.Event()
    looked = []

    def probe() -> bool:
        looked.append(threading.current_thread().name)
        return back.is_set()

    breaker = Breaker(probe, pause=0)
    for _ in range(3):
        breaker.failed("away")
    wait_for(lambda: breaker.open and len(looked) > 2)
    back.set()
    wait_for(lambda: not breaker.open)

    assert set(looked) == {"breaker"}


def test_only_one_look_at_a_time_and_a_slow_one_holds_nobody_up():
    hold = threading.Event()
    looks = []

    def probe() -> bool:
        looks.append(1)
        return hold.wait(5)

    breaker = Breaker(probe, pause=0)
    for _ in range(3):
        breaker.failed("away")

    began = time.monotonic()
    answers = [breaker.open for _ in range(1_000)]
    took = time.monotonic() - began
    hold.set()

    assert (set(answers), len(looks)) == ({True}, 1)
    assert took < 1


def test_look_that_breaks_leaves_it_open_and_is_tried_again(caplog):
    looks = []

    def probe() -> bool:
        looks.append(1)
        if len(looks) < 3:
            raise OSError("no route")
        return True

    breaker = Breaker(probe, pause=0)
    for _ in range(3):
        breaker.failed("away")

    wait_for(lambda: not breaker.open)

    assert len(looks) == 3
