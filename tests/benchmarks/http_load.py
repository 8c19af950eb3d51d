"""Asking a web server: one kept connection that costs the asker next to nothing, and many side by side.

Python's own clients take a third of a millisecond for a request, as long as a kept page does. So what is
sent is made once, and of an answer only its length is read.
"""

import gzip
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

from tests.servers.ports import HOST

# How what gzip made begins.
GZIP = b"\x1f\x8b"
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)


class Asker:
    """A connection to a server that stays open, and sends what a browser would."""

    def __init__(self, port: int, headers: str = "") -> None:
        self._socket = socket.create_connection((HOST, port), timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._headers = f"Host: localhost\r\nAccept-Encoding: gzip\r\n{headers}\r\n".encode()

    def get(self, path: str) -> bytes:
        """The body of a page as it was sent; whatever is no page is an error."""
        self._socket.sendall(b"GET %s HTTP/1.1\r\n%s" % (path.encode(), self._headers))
        answer = self._socket.recv(262_144)
        while b"\r\n\r\n" not in answer:
            answer += self._more()
        head, _blank, body = answer.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 "), f"{path}: {head[:400]!r}"
        length = _LENGTH.search(head + b"\r\n")
        assert length, f"{path}: an answer without its length"
        while len(body) < int(length[1]):
            body += self._more()
        return body

    def text(self, path: str) -> str:
        """What the page says; one that was kept comes compressed."""
        body = self.get(path)
        return (gzip.decompress(body) if body.startswith(GZIP) else body).decode()

    def _more(self) -> bytes:
        more = self._socket.recv(262_144)
        assert more, "the server closed the connection"
        return more

    def timed(self, path: str) -> float:
        """How many milliseconds a page took."""
        started = time.perf_counter()
        self.get(path)
        return (time.perf_counter() - started) * 1_000

    def close(self) -> None:
        """Let go of the connection."""
        self._socket.close()


@contextmanager
def asker(port: int, headers: str = "") -> Iterator[Asker]:
    """An asker for as long as the block lasts."""
    with closing(Asker(port, headers)) as made:
        yield made


@dataclass
class Rush:
    """What came of many asking at once: answers a second, and the milliseconds of each."""

    per_second: float = 0.0
    milliseconds: list[float] = field(default_factory=list)


def rush(port: int, path: str, *, seconds: float, connections: int) -> Rush:
    """Ask for a page over so many connections at once, each again as soon as it is answered."""
    came = Rush()
    failures: list[BaseException] = []
    until = time.monotonic() + seconds

    def visit() -> None:
        try:
            with asker(port) as one:
                while time.monotonic() < until:
                    came.milliseconds.append(one.timed(path))
        except (AssertionError, OSError) as error:
            failures.append(error)

    visitors = [threading.Thread(target=visit) for _ in range(connections)]
    started = time.monotonic()
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    if failures:
        raise failures[0]
    came.per_second = len(came.milliseconds) / (time.monotonic() - started)
    return came
