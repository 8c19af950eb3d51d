"""How the time of publishing a change grows with the number of pages, on the site and on a stock one.

Run: python -m tests.benchmarks.saving

The clock suffers from what else runs on the machine and the sizes are measured one after the other, so the
processor's own time is what is judged.
"""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager

from tests.benchmarks.corpus import NoCorpus, corpus_file
from tests.benchmarks.figures import Report, exponent, progress
from tests.benchmarks.part import run
from tests.benchmarks.peers import Peer, peer_of_the_demo
from tests.benchmarks.sites import LONGEST, demo_installation, load
from tests.benchmarks.sizes import sized
from tests.servers.installation import Installation

SIZES = (sized(1_000), sized(10_000))
GOAL = "≤ 0.1"
SAVES = 40
COMMAND = ("-m", "tests.benchmarks.lessons", "save", str(SAVES))


def measure(report: Report) -> None:
    """Publish a lesson among a thousand pages, and among ten thousand."""
    try:
        corpus_file()
    except NoCorpus as none:
        report.missing("growth of saving", str(none), GOAL)
        return
    for name, site, goal in (("the site", demo_installation, GOAL), ("the peer", peer_of_the_demo, None)):
        came = {size: saved(site, size) for size in SIZES}
        for size, took in came.items():
            for kind in ("clock", "processor"):
                report.add(f"{name}, publishing among {size} pages, {kind}", took[kind], "ms", n=SAVES)
        for kind in ("processor", "clock"):
            power = exponent({size: took[kind] for size, took in came.items()})
            judged = goal if kind == "processor" else None
            report.add(f"{name}, growth of publishing, {kind}", power, "exponent", judged, SAVES)
        report.note(load())


def saved(site: Callable[..., AbstractContextManager[Installation | Peer]], size: int) -> dict[str, float]:
    """Milliseconds of publishing among so many pages, by the clock and by the processor."""
    with site(pages=size) as made:
        progress(f"saving among {size} pages")
        found: dict[str, float] = json.loads(made.run(*COMMAND, seconds=LONGEST).splitlines()[-1])
        return found


if __name__ == "__main__":
    run("saving", measure)
