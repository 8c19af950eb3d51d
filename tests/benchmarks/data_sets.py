"""What is measured is made once in a run and copied for every part that needs it.

A data set is a folder with a name that says what it is: a copy of a site (``manage.py backup``), a peer, a
file. All lie in one folder, that of the whole run or, for a part that runs by itself, of that part.
"""

import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.figures import progress

STORE = "REGIOBRUG_BENCH_STORE"
_TOOK = "took.json"
# Seconds of those that are made for another one, for each that is being made at this moment.
_of_others: list[float] = []


@contextmanager
def store() -> Iterator[Path]:
    """The folder of the data sets; who made it takes it away."""
    if STORE in os.environ:
        yield Path(os.environ[STORE])
        return
    with tempfile.TemporaryDirectory(prefix="regiobrug-bench-sets-") as folder:
        os.environ[STORE] = folder
        try:
            yield Path(folder)
        finally:
            del os.environ[STORE]


def data_set(name: str, make: Callable[[Path], None]) -> Path:
    """The data set of this name, made if this run has not got it; what ended half-way is made anew."""
    with store() as everything:
        folder = everything / name
        if is_made(name):
            progress(f"a copy of {name}")
            return folder
        shutil.rmtree(folder, ignore_errors=True)
        started = time.monotonic()
        _of_others.append(0)
        try:
            make(folder)
        finally:
            others = _of_others.pop()
        seconds = time.monotonic() - started
        if _of_others:
            _of_others[-1] += seconds
        progress(f"made {name} in {seconds - others:.0f} s")
        (everything / f"{name}.{_TOOK}").write_text(json.dumps(seconds - others))
        return folder


def is_made(name: str) -> bool:
    """Whether this run has a data set of this name."""
    with store() as everything:
        return (everything / f"{name}.{_TOOK}").exists()


def took() -> dict[str, float]:
    """Seconds that each data set took to make."""
    with store() as everything:
        files = sorted(everything.glob(f"*.{_TOOK}"), key=lambda file: file.stat().st_mtime)
        return {file.name.removesuffix(f".{_TOOK}"): json.loads(file.read_text()) for file in files}
