"""Each container is killed as a fault would: the engine starts it again, and nothing of the site is gone."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress

from checks.containers import SERVICES, Containers
from checks.visitor import Visitor


def dying(visitor: Visitor, containers: Containers) -> Iterator[str]:
    """Kill the first process of one after the other, from outside: `docker kill` would not be a fault."""
    for service in SERVICES:
        before = containers.inspect(service)
        os.kill(before["State"]["Pid"], signal.SIGKILL)
        begun = time.monotonic()
        while containers.inspect(service)["RestartCount"] == before["RestartCount"]:
            assert time.monotonic() - begun < 30, f"{service} is not started again"
            time.sleep(0.2)
        containers.until_healthy(service)
        took = time.monotonic() - begun
        seen = {path: _status(visitor, path) for path in ("/", "/zoeken/?q=docenten", "/beheer/")}
        assert set(seen.values()) == {200}, (service, seen)
        yield f"{service}: killed, up and healthy again after {took:.0f} s; the administrator still logged in"


def _status(visitor: Visitor, path: str, seconds: int = 20) -> int:
    """The first good answer, or the last one: what was killed may be wanted by others for a moment."""
    begun, status = time.monotonic(), 0
    while status != 200 and time.monotonic() - begun < seconds:
        with suppress(OSError):
            status = visitor.get(path).status
    return status
