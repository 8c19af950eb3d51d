"""The site in processes of its own: production settings, a real database, and Redis when it is given."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.architecture.rooms import CHECKOUT
from tests.servers.ports import HOST, is_open
from tests.servers.processes import family, freeze, send, wait_until_gone

MANAGE = str(CHECKOUT / "manage.py")
WORKER = ["-m", "celery", "-A", "config", "worker", "--concurrency", "1", "--loglevel", "INFO"]
WORKER += ["--without-gossip", "--without-mingle", "--without-heartbeat"]


@dataclass
class Program:
    """A process of the site, that can be talked to, stopped and killed; what it says is in its log."""

    name: str
    process: subprocess.Popen[str]
    log: Path

    def said(self) -> str:
        """All that it said so far."""
        return self.log.read_text(errors="replace")

    def tell(self, line: str) -> None:
        """Give it a line on its standard input."""
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def next_line(self) -> str:
        """Wait for the next line that it writes."""
        assert self.process.stdout is not None
        answer = self.process.stdout.readline()
        assert answer, f"{self.name} ended:\n{self.said()[-4000:]}"
        return answer.strip()

    def ask(self, line: str) -> str:
        """Give it a line, and wait for what it answers."""
        self.tell(line)
        return self.next_line()

    def answer(self, line: str) -> dict[str, Any]:
        """The same, of a program that answers in JSON."""
        return json.loads(self.ask(line))

    def wait_for(self, words: str, seconds: float = 60) -> None:
        """Wait until it said this."""
        eventually(lambda: words in self.said() or self._ended(), seconds, self.said)

    def _ended(self) -> bool:
        assert self.process.poll() is None, f"{self.name} ended:\n{self.said()[-4000:]}"
        return False

    def kill(self) -> None:
        """End it and its children at one moment."""
        members = freeze(self.process.pid)
        send(members, signal.SIGKILL)
        self.process.wait(10)
        assert wait_until_gone(members, 10) == []

    def stop(self, seconds: float = 30) -> int:
        """End it as an administrator does; gives its exit status."""
        members = family(self.process.pid)
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(seconds)
        finally:
            send(members, signal.SIGKILL)
            for stream in (self.process.stdin, self.process.stdout):
                if stream is not None:
                    stream.close()
        return self.process.returncode


@dataclass
class Installation:
    """A site: the folder it writes in, its database, and more of its environment."""

    var: Path
    database: str
    more: dict[str, str] = field(default_factory=dict)
    programs: list[Program] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        """This process's environment without any setting of the site but its own."""
        foreign = ("REGIOBRUG_", "DJANGO_", "PYTEST", "CI")
        clean = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        return {
            **clean,
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            "REGIOBRUG_VAR": str(self.var),
            "REGIOBRUG_DATABASE": self.database,
            "PYTHONPATH": f"{CHECKOUT}{os.pathsep}{CHECKOUT / 'site'}",
            "PYTHONUNBUFFERED": "1",
            **self.more,
        }

    def start(self, name: str, *arguments: str, talks: bool = False) -> Program:
        """Start Python with these arguments; one that `talks` is given lines and heard."""
        self.var.mkdir(parents=True, exist_ok=True)
        log = self.var / f"{name}-{len(self.programs)}.log"
        with log.open("w") as output:
            process = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=self.var,
                env=self.environment,
                stdin=subprocess.PIPE if talks else subprocess.DEVNULL,
                stdout=subprocess.PIPE if talks else output,
                stderr=output,
                text=True,
                start_new_session=True,
            )
        program = Program(name, process, log)
        self.programs.append(program)
        return program

    def run(self, *arguments: str, seconds: float = 120) -> str:
        """Run Python with these arguments to its end; gives what it said."""
        status, said = self._ran(arguments, seconds)
        assert status == 0, said[-4000:]
        return said

    def refused(self, *arguments: str, seconds: float = 120) -> str:
        """Run Python with these arguments, which has to end as a failure; gives what it said."""
        status, said = self._ran(arguments, seconds)
        assert status != 0, said[-4000:]
        return said

    def _ran(self, arguments: tuple[str, ...], seconds: float) -> tuple[int, str]:
        program = self.start("run", *arguments)
        return program.process.wait(seconds), program.said()

    def web(self, port: int, *flags: str) -> Program:
        """Its web server on this port of 127.0.0.1, ready when this returns."""
        command = ["-m", "gunicorn", "--config", "python:operations.web_server", "--bind", f"{HOST}:{port}"]
        program = self.start("web", *command, *flags)
        eventually(lambda: is_open(port), 30, program.said)
        return program

    def worker(self, *flags: str) -> Program:
        """A Celery worker, ready when this returns."""
        program = self.start("worker", *WORKER, *flags)
        program.wait_for(" ready.")
        return program

    def beat(self) -> Program:
        """A Celery scheduler."""
        command = ["-m", "celery", "-A", "config", "beat", "--loglevel", "INFO", "--pidfile="]
        program = self.start("beat", *command)
        program.wait_for("Scheduler: Sending due task")
        return program

    def loop(self) -> Program:
        """The local loop, that needs no Redis."""
        return self.start("loop", MANAGE, "outbox_run", "--loop", "--pause", "0.2")

    def stop(self) -> None:
        """Stop all that was started."""
        for program in self.programs:
            if program.process.poll() is None:
                program.kill()
            program.stop()


def eventually(
    true: Callable[[], object],
    seconds: float,
    explain: Callable[[], object] = lambda: "",
    pause: float = 0.02,
) -> float:
    """Wait until something is true; gives how long that took, and fails when it takes longer."""
    begun = time.monotonic()
    while not true():
        assert time.monotonic() - begun < seconds, f"Not within {seconds} s. {explain()}"
        time.sleep(pause)
    return time.monotonic() - begun
