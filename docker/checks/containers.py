"""Talks to the containers of a compose project by the docker command."""

import json
import subprocess
import time
from pathlib import Path
from typing import Any

SERVICES = ("web", "worker", "beat", "nginx", "postgres", "redis")


class Containers:
    """The containers of one project."""

    def __init__(self, folder: Path, compose: list[str]) -> None:
        self.folder, self._compose = folder, compose

    def compose(self, *words: str) -> str:
        """Run compose; gives what it printed, and raises with what it complained of."""
        return _run([*self._compose, *words], self.folder)

    def docker(self, *words: str) -> str:
        """Run docker likewise."""
        return _run(["docker", *words], self.folder)

    def number(self, service: str) -> str:
        """The container of a service, running or not."""
        return self.compose("ps", "-q", service).split()[0]

    def inspect(self, service: str) -> dict[str, Any]:
        """Everything the engine knows of it."""
        (found,) = json.loads(self.docker("inspect", self.number(service)))
        return found

    def inside(self, service: str, *words: str) -> str:
        """What a command prints that is run inside."""
        return self.docker("exec", self.number(service), *words).strip()

    def fails_inside(self, service: str, *words: str) -> bool:
        """Whether a command fails there."""
        try:
            self.inside(service, *words)
        except AssertionError:
            return True
        return False

    def django(self, code: str) -> str:
        """The last line that a piece of Python prints, run with the site's models in its container."""
        return self.inside("web", "django-admin", "shell", "--no-imports", "--command", code).splitlines()[-1]

    def until_healthy(self, service: str, seconds: int = 120) -> float:
        """Wait for its health check to be content; gives how long that took."""
        begun = time.monotonic()
        while time.monotonic() - begun < seconds:
            if self.inspect(service)["State"]["Health"]["Status"] == "healthy":
                return time.monotonic() - begun
            time.sleep(0.5)
        raise AssertionError(f"{service} is not healthy after {seconds} s")


def _run(command: list[str], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(command[:6])} … failed:\n{(done.stdout + done.stderr)[-2000:]}")
    return done.stdout
