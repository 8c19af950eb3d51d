"""The site, and whatever is measured beside it, behind the same web server."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.corpus import where_the_corpus_is
from tests.benchmarks.data_sets import data_set, is_made
from tests.benchmarks.figures import progress
from tests.benchmarks.sizes import sized
from tests.servers.installation import MANAGE, Installation
from tests.servers.ports import free_port, is_open
from tests.servers.processes import family

# No command that makes a data set takes so many seconds, also where others use the machine.
LONGEST = 3_600
THREADS = 4
GUNICORN = ["--worker-class", "gthread", "--threads", str(THREADS), "--workers", "1", "--keep-alive", "60"]
GUNICORN += ["--log-level", "error", "--no-control-socket"]


@dataclass(frozen=True)
class Served:
    """A web server: where it listens, and the process that answers."""

    port: int
    worker: int

    def processor(self) -> float:
        """The processor's own time that the worker has used, in milliseconds."""
        tasks = Path(f"/proc/{self.worker}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e6


@contextmanager
def gunicorn(application: str, folder: Path, environment: Mapping[str, str]) -> Iterator[Served]:
    """One worker with a few threads and connections that stay open, stopped by its process id."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", *GUNICORN]
    process = subprocess.Popen(command, cwd=folder, env=dict(environment))
    try:
        deadline = time.monotonic() + 60
        while not is_open(port) or len(family(process.pid)) < 2:
            assert process.poll() is None, f"{application} did not start"
            assert time.monotonic() < deadline, f"{application} does not listen"
            time.sleep(0.1)
        (worker,) = [pid for pid in family(process.pid) if pid != process.pid]
        yield Served(port, worker)
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def demo_installation(database: str = "", *, pages: int = 0, **more: str) -> Iterator[Installation]:
    """The demo on production settings, in a folder that is gone afterwards; SQLite unless told otherwise.

    With ``pages`` there are so many, all in the index. ``more`` is further environment.
    """
    with tempfile.TemporaryDirectory(prefix="regiobrug-bench-") as folder:
        made = Installation(
            Path(folder), database or f"sqlite:///{folder}/regiobrug.sqlite3", where_the_corpus_is()
        )
        try:
            become(made, pages)
            made.more |= more
            yield made
        finally:
            made.stop()


def become(site: Installation, pages: int) -> None:
    """Let an empty installation be a copy of the demo, or of the demo among so many pages."""
    name = f"site-{site.database.partition(':')[0]}-{pages or 'demo'}"

    def make(folder: Path) -> None:
        if pages:
            become(site, smaller(pages))
            site.run("-m", "tests.benchmarks.lessons", "grow", str(pages), seconds=LONGEST)
        else:
            for command in (["migrate", "--verbosity", "0"], ["setup"]):
                progress(command[0])
                site.run(MANAGE, *command, seconds=LONGEST)
            progress("demo_load")
            site.run(MANAGE, "demo_load", "--url", "http://localhost:8000/", seconds=LONGEST)
        site.run(MANAGE, "backup", str(folder), seconds=LONGEST)

    is_new = not is_made(name)
    folder = data_set(name, make)
    if not is_new:
        site.run(MANAGE, "restore", str(folder), "--force", seconds=LONGEST)
    # No copy holds the styles: they belong to the release.
    site.run(MANAGE, "collectstatic", "--noinput", "--verbosity", "0", seconds=LONGEST)


def smaller(pages: int) -> int:
    """The data set that one of so many pages is made from; 0 is the demo alone."""
    return sized(1_000) if pages > sized(1_000) else 0


@contextmanager
def served(site: Installation, **more: str) -> Iterator[Served]:
    """The site behind gunicorn; ``more`` is further environment, such as REGIOBRUG_PAGE_CACHE_SECONDS."""
    with gunicorn("config.wsgi:application", site.var, {**site.environment, **more}) as web:
        yield web


def load() -> str:
    """How busy the machine is, to be read beside every figure."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
