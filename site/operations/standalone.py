"""The web server of one machine: waitress, which waits itself for who sends or reads slowly.

A thread of the site gets a request when all of it is there, and is done when its answer is made. What lies
between is waited for in one loop, so that whoever takes an hour over it keeps nobody else waiting.
"""

import logging
import resource
import socket
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from django.conf import settings
from django.db import Error, close_old_connections
from django.http import parse_cookie
from waitress import create_server, wasyncore
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError

from operations.body_limits import is_too_much

THREADS = 8
MOST_CONNECTIONS = 1_000
# Files that a connection may have open: itself, what came in, what goes out.
FILES_EACH = 4
# Seconds: a connection on which nothing happens is closed, and requests get so long to end with the server.
IDLE, GRACE = 60, 20
# Bytes. A page is sent from memory; who is sent a picture has no more of it in the kernel than this.
MOST_HEADERS = 64 * 1024
SEND_BUFFER = 128 * 1024
# What is too much is read to its end and thrown away, so that the answer about it arrives; up to here.
MOST_THROWN_AWAY = 100 * 1024 * 1024


class Nowhere:
    """Where a body goes that is not wanted."""

    def append(self, data: bytes) -> None:
        pass

    def __len__(self) -> int:
        return 0

    def getfile(self) -> BytesIO:
        return BytesIO()

    def close(self) -> None:
        pass


class Parser(HTTPRequestParser):
    """Decides from the headers whether the body is kept; the site then answers that it was too much."""

    def parse_header(self, header_plus: bytes) -> None:
        try:
            super().parse_header(header_plus)
        except ValueError as error:
            # A length of thousands of digits, or a host that is half an IPv6 address.
            raise ParsingError("This cannot be read") from error
        if self.chunked:
            # It was taken out, for a body that is put together; that is not done here.
            self.headers["TRANSFER_ENCODING"] = "chunked"
        if self.body_rcv is not None and (self.chunked or self._is_too_much()):
            self.connection_close = True
            if self.expect_continue:
                # It asks first, and need not begin.
                self.expect_continue, self.body_rcv = False, None
            else:
                self.body_rcv.buf = Nowhere()

    def _is_too_much(self) -> bool:
        key = parse_cookie(self.headers.get("COOKIE", "")).get(settings.SESSION_COOKIE_NAME)
        close_old_connections()
        try:
            return is_too_much(length=self.content_length, session_key=key)
        except Error:
            # Without its database the site can do nothing with what is sent.
            return True


def without_body(application: Any) -> Any:
    """The same application, whose answers to HEAD end at their headers: Django leaves that to its server, and
    waitress to what it serves."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "HEAD":
            return application(environ, start_response)
        began: list[Any] = []
        body = application(environ, lambda *given: began.append(given))
        status, headers = began[-1][:2]
        if not any(name.lower() == "content-length" for name, _value in headers):
            headers = [*headers, ("Content-Length", str(sum(len(part) for part in body)))]
        body.close()
        start_response(status, headers)
        return []

    return answer


class Channel(HTTPChannel):
    parser_class = Parser


def serve(listening: socket.socket, application: Any, *, goes_on: Callable[[], bool]) -> None:
    """Answer what comes in on ``listening`` as long as ``goes_on`` says so, which is asked twice
    a second or more often."""
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
    # One line for each request that has to wait is too many.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    channels: dict[int, Any] = {}
    server = create_server(
        without_body(application),
        map=channels,
        sockets=[listening],
        threads=THREADS,
        connection_limit=_room_for_connections(),
        channel_timeout=IDLE,
        cleanup_interval=10,
        max_request_header_size=MOST_HEADERS,
        max_request_body_size=MOST_THROWN_AWAY,
        asyncore_use_poll=True,
        log_socket_errors=False,
        # Which program this is, is nobody's business; what a proxy says of visitors, the settings judge.
        ident=None,
        clear_untrusted_proxy_headers=False,
    )
    server.channel_class = Channel
    try:
        while goes_on():
            wasyncore.loop(timeout=0.5, use_poll=True, map=channels, count=1)
    finally:
        server.task_dispatcher.shutdown(timeout=GRACE)
        server.close()


def _room_for_connections() -> int:
    """As many connections as this process may have files open for; asks for enough of them first."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY:
        wanted = MOST_CONNECTIONS * FILES_EACH
        soft = max(soft, wanted if hard == resource.RLIM_INFINITY else min(wanted, hard))
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        return min(MOST_CONNECTIONS, soft // FILES_EACH)
    return MOST_CONNECTIONS
