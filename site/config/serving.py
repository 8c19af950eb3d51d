"""Serving one machine: a production web server and the loop that keeps promises, side by side."""

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

MANAGE = Path(__file__).resolve().parents[2] / "manage.py"
WEB_SERVER = Path(__file__).with_name("web_server.py")
LAST_PORT = 65_535
LOOPBACK = {"127.0.0.1", "localhost", "::1", "[::1]"}


def check_address(*, host: str, port: int, allowed_hosts: list[str], own_key: bool) -> None:
    """Refuse an address that cannot or must not be used.

    Raises ImproperlyConfigured with the mend in its text: an address that others can reach needs
    a host name and a key of its own, and a port that is taken cannot be served on.
    """
    if host not in LOOPBACK and not (own_key and set(allowed_hosts) - LOOPBACK):
        raise ImproperlyConfigured(
            _("Others can reach %(host)s. Set REGIOBRUG_ALLOWED_HOSTS and REGIOBRUG_SECRET_KEY first.")
            % {"host": host}
        )
    if not 0 < port <= LAST_PORT:
        raise ImproperlyConfigured(_("A port is a number from 1 to %(last)d.") % {"last": LAST_PORT})
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ImproperlyConfigured(
                _("Port %(port)d is taken. Choose another, for example: make demo PORT=%(other)d")
                % {"port": port, "other": port + 1}
            ) from error


class Processes:
    """The web server and the promise loop as child processes, stopped together."""

    def __init__(self, *, host: str, port: int, threads: int = 8) -> None:
        self.host, self.port = host, port
        bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        self._web_command = [sys.executable, "-m", "gunicorn", "--config", str(WEB_SERVER), "--bind", bind]
        self._web_command += ["--threads", str(threads), "--workers", "1"]
        self._web_command += ["--pythonpath", str(MANAGE.parent / "site")]
        self._loop_command = [sys.executable, str(MANAGE), "outbox_run", "--loop"]
        self._stopping = False

    def run(self, *, ready_line: str) -> int:
        """Start both, print ``ready_line`` when the site answers, and wait; returns the exit status."""
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        web = subprocess.Popen(self._web_command)
        loop = subprocess.Popen(self._loop_command)
        try:
            if not self._answers(web):
                return web.returncode or 1
            print(ready_line, flush=True)  # noqa: T201
            while not self._stopping and web.poll() is None:
                if loop.poll() is not None:
                    # Promises wait in the database; whoever keeps them must be there again.
                    loop = subprocess.Popen(self._loop_command)
                time.sleep(0.5)
            return 0 if self._stopping else 1
        finally:
            for process in (web, loop):
                process.terminate()
            for process in (web, loop):
                process.wait(timeout=30)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True

    def _answers(self, web: subprocess.Popen[bytes]) -> bool:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and web.poll() is None and not self._stopping:
            try:
                with socket.create_connection((self.host, self.port), timeout=1):
                    return True
            except OSError:
                time.sleep(0.1)
        return False
