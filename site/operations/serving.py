"""Serving one machine: waitress in this process, and the loop of the outbox beside it.

A thread of the site gets a request when all of it is there, and is done when its answer is made. What lies
between is waited for in one loop, so that whoever takes an hour over it keeps nobody else waiting.
"""

import errno
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.core.servers.basehttp import get_internal_wsgi_application
from django.db import Error, close_old_connections, connections
from django.http import parse_cookie
from django.utils.translation import gettext as _
from waitress import create_server, wasyncore
from waitress.buffers import BytesIOBasedBuffer
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError

from operations.body_limits import is_too_much

MANAGE = Path(__file__).resolve().parents[2] / "manage.py"
LAST_PORT = 65_535
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
THREADS = 8
# Each may have four files open: itself, what came in, what goes out; a process may have 1,024.
MOST_CONNECTIONS = 240
# Seconds: a connection on which nothing happens is closed, and requests get so long to end with the server.
IDLE, GRACE = 60, 20
# Bytes. A page is sent from memory; who is sent a picture has no more of it in the kernel than this.
MOST_HEADERS = 64 * 1024
SEND_BUFFER = 128 * 1024
# What is too much is read to its end and thrown away, so that the answer about it arrives; up to here.
MOST_THROWN_AWAY = 100 * 1024 * 1024


def check_address(*, host: str, port: int, allowed_hosts: list[str], own_key: bool) -> None:
    """Refuse an address that cannot or must not be used.

    Raises CommandError with the mend in its text: an address that others can reach needs
    a host name and a key of its own, and a port that is taken cannot be served on.
    """
    if host.strip("[]") not in LOOPBACK and not (own_key and set(allowed_hosts) - LOOPBACK - {"[::1]"}):
        said = _("Others can reach %(host)s. Set REGIOBRUG_ALLOWED_HOSTS and REGIOBRUG_SECRET_KEY first.")
        raise CommandError(said % {"host": host})
    if not 0 < port <= LAST_PORT:
        raise CommandError(_("A port is a number from 1 to %(last)d.") % {"last": LAST_PORT})
    listen(host, port).close()


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on this address. Raises CommandError with the mend."""
    host = host.strip("[]")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise CommandError(why_not(error, host, port)) from error


def why_not(error: OSError, host: str, port: int) -> str:
    """What is the matter with this address, and the mend."""
    said = _("This machine has no address %(host)s to serve on (%(error)s).")
    if error.errno == errno.EADDRINUSE:
        said = _("Port %(port)d is taken. Choose another, for example: make demo PORT=%(other)d")
    elif error.errno == errno.EACCES:
        said = _("This account may not open port %(port)d. Choose another, for example: make demo PORT=8000")
    other = port + 1 if port < LAST_PORT else 8000
    return said % {"host": host, "port": port, "other": other, "error": error.strerror}


def serve_site(*, host: str, port: int, ready_line: str) -> None:
    """Serve until asked to stop, and print ``ready_line`` when the site answers. Its outbox is handled by a
    child, that ends with this process whatever ends it."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        # A closed terminal ends the whole site, or none of it where it is told not to mind (nohup).
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, lambda _number, _frame: stop.set())
    # What migrated and set up needs its connections no more.
    connections.close_all()
    # Made now, for it looks once at the static files that have just been collected.
    application = get_internal_wsgi_application()
    command = [sys.executable, str(MANAGE), "outbox_run", "--loop", "--parent", str(os.getpid())]
    loop = subprocess.Popen(command)

    def goes_on() -> bool:
        nonlocal loop
        if loop.poll() is not None and not stop.is_set():
            # Messages wait in the database; a process that handles them must be there again.
            loop = subprocess.Popen(command)
        return not stop.is_set()

    try:
        with listen(host, port) as listening:
            print(ready_line, flush=True)  # noqa: T201
            _answer(listening, application, goes_on)
    finally:
        loop.terminate()
        loop.wait(timeout=30)


class Nowhere(BytesIOBasedBuffer):
    """Where a body goes that is not wanted."""

    def append(self, data: bytes) -> None:
        pass


class Parser(HTTPRequestParser):
    """Decides from the headers whether the body is kept; the site then answers that it was too much."""

    body_rcv: Any
    expect_continue: bool

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


class Channel(HTTPChannel):
    parser_class = Parser


def _without_body(application: Any) -> Any:
    """The same application, whose answers to HEAD end at their headers: Django leaves that to its server, and
    waitress to what it serves."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "HEAD":
            return application(environ, start_response)
        began: list[Any] = []
        body = application(environ, lambda *given: began.extend(given))
        status, headers = began
        if "Content-Length" not in dict(headers):
            headers = [*headers, ("Content-Length", str(sum(map(len, body))))]
        body.close()
        start_response(status, headers)
        return []

    return answer


def _answer(listening: socket.socket, application: Any, goes_on: Callable[[], bool]) -> None:
    """Answer what comes in as long as ``goes_on`` says so, which is asked twice a second or more often."""
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
    # One line for each request that has to wait is too many.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    channels: dict[int, Any] = {}
    server = create_server(
        _without_body(application),
        map=channels,
        sockets=[listening],
        threads=THREADS,
        connection_limit=MOST_CONNECTIONS,
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
