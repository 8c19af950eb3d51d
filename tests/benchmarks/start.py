"""How long it takes from a fresh checkout to the first page of the demo, with a warm package cache.

Run: python -m tests.benchmarks.start

The checkout is what is committed, put in an empty folder. `make demo` there makes its environment with the
packages that lie in the caches of pip and uv, and the clock stops when the home page has come.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from tests.architecture.rooms import CHECKOUT
from tests.benchmarks.figures import Report
from tests.benchmarks.part import run
from tests.benchmarks.sites import load
from tests.servers.ports import free_port
from tests.servers.processes import family, send, wait_until_gone

GOAL = "≤ 60"
LONGEST = 600


def measure(report: Report) -> None:
    """Twice: the first may find the caches cold, the second is the figure; then once more what is there."""
    if shutil.which("git") is None or not (CHECKOUT / ".git").exists():
        report.missing("first page of a fresh demo", "this is no git checkout", GOAL)
        return
    for name, goal in (
        ("first page of a fresh demo, caches as found", None),
        ("first page of a fresh demo", GOAL),
    ):
        with tempfile.TemporaryDirectory(prefix="regiobrug-start-") as folder:
            place = Path(folder)
            fresh_checkout(place)
            took, used = until_first_page(place)
            report.note(f"{used:.0f} s of the processor; {load()}")
            report.add(name, took, "s", goal)
            if goal:
                took, _used = until_first_page(place)
                report.add("first page of a demo that was there", took, "s")


def fresh_checkout(place: Path) -> None:
    """What is committed, and nothing that a build left."""
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=CHECKOUT, capture_output=True, check=True)
    subprocess.run(["tar", "x"], cwd=place, input=archive.stdout, check=True)


def until_first_page(place: Path) -> tuple[float, float]:
    """Seconds by the clock until the home page came, and of the processor; the demo is stopped again."""
    port, log = free_port(), place / "demo.log"
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("REGIOBRUG_", "DJANGO_"))
    }
    for name in ("VIRTUAL_ENV", "MAKEFLAGS", "MAKELEVEL", "MFLAGS"):
        clean.pop(name, None)
    before, started = os.times(), time.monotonic()
    with log.open("w") as output:
        process = subprocess.Popen(
            ["make", "demo", f"PORT={port}"],
            cwd=place,
            env=clean,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        while not home_page(port):
            assert process.poll() is None, log.read_text()[-4000:]
            assert time.monotonic() - started < LONGEST, log.read_text()[-4000:]
            time.sleep(0.1)
        took = time.monotonic() - started
    finally:
        members = family(process.pid)
        send(members, signal.SIGTERM)
        process.wait(60)
        send(wait_until_gone(members, 20), signal.SIGKILL)
    after = os.times()
    children = (after.children_user + after.children_system) - (before.children_user + before.children_system)
    return took, children


def home_page(port: int) -> bool:
    """Whether the home page comes."""
    try:
        with build_opener(ProxyHandler({})).open(f"http://localhost:{port}/", timeout=30) as answer:
            return answer.status == 200 and b"Regiobrug" in answer.read()
    except (URLError, OSError):
        return False


if __name__ == "__main__":
    run("start", measure)
