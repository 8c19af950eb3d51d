"""The shape all real servers share: started, proven ours, hung, killed, stopped by process id."""

import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.servers.accounts import Account, runs_as
from tests.servers.ports import HOST
from tests.servers.processes import alive, family, freeze, send, wait_until_gone


@dataclass
class Server:
    """One server process on 127.0.0.1; a kind of server says how it answers and how it proves itself."""

    name: str
    command: list[str]
    port: int
    folder: Path
    account: Account | None = None
    environment: dict[str, str] = field(default_factory=dict)
    start_limit: float = 30
    stop_signal: signal.Signals = signal.SIGTERM
    host: str = HOST
    process: subprocess.Popen[bytes] | None = field(default=None, init=False, repr=False)
    seconds_to_start: float = field(default=0, init=False)

    @property
    def url(self) -> str:
        """Where a client connects."""
        raise NotImplementedError

    @property
    def log(self) -> Path:
        """What the server says, over all its starts."""
        return self.folder / "console.log"

    @property
    def pid(self) -> int:
        """The process that serves."""
        assert self.process is not None, f"{self.name} was never started"
        return self.process.pid

    @property
    def running(self) -> bool:
        """Whether the process is there, hung or not."""
        return self.process is not None and self.process.poll() is None and alive(self.pid)

    def answers(self) -> bool:
        """Whether the server is ready for clients."""
        raise NotImplementedError

    def prove(self) -> None:
        """Assert that who answers on the port is the process we started, in the version we found."""
        raise NotImplementedError

    def start(self) -> None:
        """Start, or start again on the same port and data, and wait until it answers and is proven ours."""
        self.launch()
        self.wait()

    def launch(self) -> None:
        """Start the process without waiting for it to answer."""
        assert not self.running, f"{self.name} runs already"
        self._begun = time.monotonic()
        with self.log.open("ab") as output:
            # A session of its own: a Ctrl-C in the terminal is for the tests, which then stop the server.
            self.process = subprocess.Popen(
                self.command,
                cwd=self.folder,
                env=clean_environment(self.folder, self.environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **runs_as(self.account),
            )

    def wait(self) -> None:
        """Wait until a launched server answers and is proven ours; else stop it and show what it said."""
        assert self.process is not None
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() - self._begun > self.start_limit:
                said = self.log.read_text(errors="replace")[-4000:]
                self.kill()
                raise AssertionError(f"{self.name} did not start on port {self.port}:\n{said}")
            time.sleep(0.1)
        self.seconds_to_start = time.monotonic() - self._begun
        self.prove()

    def terminate(self) -> None:
        """Ask a running server to end, without waiting."""
        if self.process is not None and self.process.poll() is None:
            self.resume()
            self.process.send_signal(self.stop_signal)

    def stop(self, seconds: float = 30) -> None:
        """End the server as an administrator does, and by force when it has not in so many seconds."""
        if self.process is None:
            return
        members = family(self.process.pid)
        self.terminate()
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
        self._bury(members)

    def kill(self) -> None:
        """End the server and all its processes at one moment, as a power cut does."""
        if self.process is None:
            return
        # Standing still first: nobody sees another die and cleans up.
        members = self.hang()
        send(members, signal.SIGKILL)
        self.process.wait(10)
        self._bury(members)

    def hang(self) -> list[int]:
        """Let all its processes stand still: connections are taken by the kernel, nothing answers."""
        return freeze(self.process.pid) if self.process is not None else []

    def resume(self) -> None:
        """Let the processes that stand still go on."""
        if self.process is not None:
            send(family(self.process.pid), signal.SIGCONT)

    def _bury(self, members: list[int]) -> None:
        left = wait_until_gone(members, 10)
        send(left, signal.SIGKILL)
        assert wait_until_gone(left, 5) == [], f"{self.name} left processes behind"


def clean_environment(home: Path, more: dict[str, str]) -> dict[str, str]:
    """Nothing of this process's environment but the search path; a server's own variables on top."""
    path = os.environ.get("PATH", "/usr/local/bin:/usr/bin:/bin")
    return {"PATH": path, "HOME": str(home), "LANG": "C.UTF-8", **more}
