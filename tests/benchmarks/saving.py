"""How the time of publishing a change grows with the number of pages, on the site and on a stock one.

Run: python -m tests.benchmarks.saving

The clock suffers from what else runs on the machine and the sizes are measured one after the other, so the
processor's own time is what is judged.
"""

import json

from tests.benchmarks.corpus import NoCorpus, corpus_file
from tests.benchmarks.figures import Report, exponent, progress, run
from tests.benchmarks.peers import peer_of
from tests.benchmarks.sites import demo_installation, load

SIZES = (1_000, 10_000)
GOAL = "≤ 0.1"
SAVES = 40
COMMAND = ("-m", "tests.benchmarks.lessons", "save", str(SAVES), *map(str, SIZES))


def measure(report: Report) -> None:
    """Publish a lesson among a thousand pages, and among ten thousand."""
    try:
        corpus_file()
    except NoCorpus as none:
        report.missing("growth of saving", str(none), GOAL)
        return
    with demo_installation() as site, peer_of(site) as stock:
        for name, answer, goal in (
            ("the site", lambda: site.run(*COMMAND, seconds=1_800), GOAL),
            ("the peer", lambda: stock.run(*COMMAND, seconds=1_800), None),
        ):
            progress(f"saving on {name}")
            came = {int(size): took for size, took in json.loads(answer().splitlines()[-1]).items()}
            for size, took in came.items():
                report.add(f"{name}, publishing among {size} pages, clock", took["clock"], "ms", n=SAVES)
                report.add(
                    f"{name}, publishing among {size} pages, processor", took["processor"], "ms", n=SAVES
                )
            for kind in ("processor", "clock"):
                power = exponent({size: took[kind] for size, took in came.items()})
                judged = goal if kind == "processor" else None
                report.add(f"{name}, growth of publishing, {kind}", power, "exponent", judged, SAVES)
            report.note(load())


if __name__ == "__main__":
    run("saving", measure)
