"""Serving one machine: the web server in this process, and the loop of the outbox beside it."""

import errno
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from django.core.management import CommandError
from django.core.servers.basehttp import get_internal_wsgi_application
from django.db import connections
from django.utils.translation import gettext as _

from operations import standalone

MANAGE = Path(__file__).resolve().parents[2] / "manage.py"
LAST_PORT = 65_535
# Seconds between two looks whether the loop is there.
LOOK = 0.5
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def check_address(*, host: str, port: int, allowed_hosts: list[str], own_key: bool) -> None:
    """Refuse an address that cannot or must not be used.

    Raises CommandError with the mend in its text: an address that others can reach needs
    a host name and a key of its own, and a port that is taken cannot be served on.
    """
    if host.strip("[]") not in LOOPBACK and not (own_key and set(allowed_hosts) - LOOPBACK - {"[::1]"}):
        raise CommandError(
            _("Others can reach %(host)s. Set REGIOBRUG_ALLOWED_HOSTS and REGIOBRUG_SECRET_KEY first.")
            % {"host": host}
        )
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
    if error.errno == errno.EADDRINUSE:
        return _("Port %(port)d is taken. Choose another, for example: make demo PORT=%(other)d") % {
            "port": port,
            "other": port + 1 if port < LAST_PORT else 8000,
        }
    if error.errno == errno.EACCES:
        return _(
            "This account may not open port %(port)d. Choose another, for example: make demo PORT=8000"
        ) % {"port": port}
    return _("This machine has no address %(host)s to serve on (%(error)s).") % {
        "host": host,
        "error": error.strerror,
    }


class ServedSite:
    """The site on one address: answered by this process, its outbox handled by a child that ends with it."""

    def __init__(self, *, host: str, port: int) -> None:
        self.host, self.port = host, port
        # Whatever ends this process, its child sees that its parent is another.
        self._command = [sys.executable, str(MANAGE), "outbox_run", "--loop", "--parent", str(os.getpid())]
        self._stopping = False
        self._looked = 0.0

    def run(self, *, ready_line: str) -> None:
        """Serve until asked to stop, print ``ready_line`` when the site answers."""
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        # A closed terminal ends the whole site, or none of it where it is told not to mind (nohup).
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
            signal.signal(signal.SIGHUP, self._stop)
        # What migrated and set up needs its connections no more.
        connections.close_all()
        # Made now, for it looks once at the static files that have just been collected.
        application = get_internal_wsgi_application()
        self._loop = subprocess.Popen(self._command)
        try:
            with listen(self.host, self.port) as listening:
                print(ready_line, flush=True)  # noqa: T201
                standalone.serve(listening, application, goes_on=self._goes_on)
        finally:
            self._loop.terminate()
            self._loop.wait(timeout=30)

    def _goes_on(self) -> bool:
        """Asked between requests; looks after the loop once in a while."""
        now = time.monotonic()
        if now > self._looked + LOOK and not self._stopping:
            self._looked = now
            if self._loop.poll() is not None:
                # Messages wait in the database; a process that handles them must be there again.
                self._loop = subprocess.Popen(self._command)
        return not self._stopping

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True
