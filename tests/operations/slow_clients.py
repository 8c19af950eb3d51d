"""Clients that are slow on purpose, many at a time and each over a connection of its own."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress

from tests.servers.ports import HOST

Client = socket.socket


def unfinished_headers(client: Client, _big: str) -> None:
    """Say that more headers follow, which never end."""
    client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ")


def dripping_body(client: Client, _big: str) -> None:
    """Promise a form, and send a few bytes of it at a time."""
    client.sendall(
        b"POST /beheer/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n\r\na="
    )


def reader_who_does_not_read(client: Client, big: str) -> None:
    """Ask for something large, and leave it where it is."""
    client.sendall(f"GET {big} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())


def idle_connection(client: Client, _big: str) -> None:
    """Ask for something small, and keep the line."""
    client.sendall(b"GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert client.recv(1_000).startswith(b"HTTP/1.1 200 ")


KINDS: list[Callable[[Client, str], None]] = [
    unfinished_headers,
    dripping_body,
    reader_who_does_not_read,
    idle_connection,
]
DRIPPING = (unfinished_headers, dripping_body)


class SlowClients:
    """Those that are connected; ``drip`` has each of them send a little."""

    def __init__(self, kind: Callable[[Client, str], None], clients: list[Client]) -> None:
        self.kind, self.clients = kind, clients

    def drip(self) -> None:
        """Four bytes from each, of those that have something to send."""
        if self.kind in DRIPPING:
            for client in self.clients:
                # A server may have had enough of it.
                with suppress(OSError):
                    client.sendall(b"abcd")


@contextmanager
def slow_clients(
    port: int, kind: Callable[[Client, str], None], number: int, big: str
) -> Iterator[SlowClients]:
    """So many of one kind, as long as the block lasts; ``big`` is the path of something large."""
    with ExitStack() as stack:
        clients = []
        for _ in range(number):
            client = stack.enter_context(socket.socket())
            # What the kernel would take in for who does not read.
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
            client.settimeout(10)
            client.connect((HOST, port))
            kind(client, big)
            clients.append(client)
        yield SlowClients(kind, clients)


def seconds_for(port: int, path: str, patience: float = 10) -> float:
    """How long a visitor waits for a page, to its last byte."""
    begun = time.monotonic()
    with socket.create_connection((HOST, port), timeout=patience) as visitor:
        visitor.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        answer = b""
        while more := visitor.recv(65_536):
            answer += more
    assert answer.startswith(b"HTTP/1.1 200 "), answer[:200]
    return time.monotonic() - begun
