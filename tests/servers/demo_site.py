"""The site as `make demo` serves it: a process of its own, with production settings and demo content."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.rooms import CHECKOUT
from tests.servers.ports import free_port


@dataclass(frozen=True)
class DemoSite:
    """A running site: its address, who may log in, and how long the first page took."""

    url: str
    email: str
    password: str
    seconds: float
    var: Path


def environment(var: Path) -> dict[str, str]:
    """This process's environment without any setting of the site but the folder it writes in."""
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("REGIOBRUG_", "DJANGO_"))
    }
    return {**clean, "REGIOBRUG_VAR": str(var), "PYTHONUNBUFFERED": "1"}


@contextmanager
def demo_site(var: Path, said_first: str = "", *, demo: bool = True) -> Iterator[DemoSite]:
    """Serve the demo on a free port, stop it by its process id; its output is the message when it fails.

    A folder that holds the demo already comes with what was said when it was loaded: the password is in it.
    Without ``demo`` what is there is served as it is.
    """
    port = free_port()
    command = [sys.executable, str(CHECKOUT / "manage.py"), "serve", "--port", str(port)]
    command += ["--demo"] if demo else []
    command += ["--settings", "config.settings.production"]
    begun = time.monotonic()
    log = var / "serve.log"
    var.mkdir(parents=True, exist_ok=True)
    with log.open("w") as output:
        process = subprocess.Popen(
            command, cwd=CHECKOUT, env=environment(var), stdout=output, stderr=subprocess.STDOUT
        )
    try:
        ready = f"Regiobrug: http://localhost:{port}/"
        while ready not in log.read_text():
            if process.poll() is not None or time.monotonic() - begun > 300:
                raise AssertionError(f"The demo did not start:\n{log.read_text()[-4000:]}")
            time.sleep(0.2)
        seconds = time.monotonic() - begun
        said = said_first or log.read_text()
        email = re.search(r"[\w.+-]+@[\w.-]+\.\w+", said)
        password = re.search(r"(?:wachtwoord|password)[: ]+(\S+)", said, re.I)
        assert email, said
        assert password, said
        yield DemoSite(f"http://localhost:{port}", email[0], password[1], seconds, var)
    finally:
        process.terminate()
        process.wait(timeout=40)
