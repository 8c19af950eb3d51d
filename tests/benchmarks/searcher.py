"""Somebody who searches all the time, in a process of the site: a line ends it, and it tells what came."""

import json
import sys
import threading
import time

import django

django.setup()

from accounts.viewer import Viewer  # noqa: E402
from search.domain.queries.find import find  # noqa: E402
from search.port import Query  # noqa: E402
from tests.benchmarks.corpus import asked  # noqa: E402

# Between two searches: a person reads, and the machine is also needed by who is measured.
PAUSE = 0.1


def search(stop: threading.Event, texts: list[str]) -> dict[str, float]:
    """Ask what had an answer before, again and again."""
    counts = {"searches": 0, "failed": 0, "empty": 0, "degraded": 0, "slowest": 0.0}
    viewer = Viewer.public()
    while not stop.is_set():
        started = time.monotonic()
        counts["searches"] += 1
        try:
            found = find(Query(text=texts[int(counts["searches"]) % len(texts)]), viewer)
        except Exception:
            counts["failed"] += 1
        else:
            counts["empty"] += not found.hits
            counts["degraded"] += found.results.degraded
        counts["slowest"] = max(counts["slowest"], time.monotonic() - started)
        stop.wait(PAUSE)
    return counts


if __name__ == "__main__":
    everybody = Viewer.public()
    answered = [text for text in asked() if find(Query(text=text), everybody).hits]
    assert len(answered) > 50, "hardly anything is found"
    end = threading.Event()
    print("ready", flush=True)
    threading.Thread(target=lambda: (sys.stdin.readline(), end.set()), daemon=True).start()
    print(json.dumps(search(end, answered)), flush=True)
