"""A mail server that keeps what it gets, and one that takes a connection and says nothing."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from tests.servers.ports import HOST, free_port


@dataclass
class Sink:
    """What was delivered, in order."""

    port: int
    got: list[EmailMessage] = field(default_factory=list)

    @property
    def url(self) -> str:
        """As REGIOBRUG_MAIL wants it."""
        return f"smtp://{HOST}:{self.port}"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """What aiosmtpd calls for each mail."""
        self.got.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 kept"


@contextmanager
def mail_sink() -> Iterator[Sink]:
    """A mail server on a free port."""
    sink = Sink(free_port())
    controller = Controller(sink, hostname=HOST, port=sink.port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()


@contextmanager
def mute_mail_server() -> Iterator[str]:
    """Listens and never greets; gives its address as REGIOBRUG_MAIL wants it."""
    with socket.socket() as listening:
        listening.bind((HOST, 0))
        listening.listen()
        yield f"smtp://{HOST}:{listening.getsockname()[1]}"
