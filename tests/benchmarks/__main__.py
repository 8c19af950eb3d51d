"""Measure: python -m tests.benchmarks [--share 0.1] [PART …]. Prints a table and writes build/bench.json.

Each part runs in a process of its own, so that what one loads is no burden of the next; one that fails is a
row that says why, and the others go on. What several parts measure is made once and copied for each.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.architecture.rooms import CHECKOUT
from tests.benchmarks.data_sets import store, took
from tests.benchmarks.figures import BUILD, Figure, file_of, progress, read, table, write
from tests.benchmarks.sizes import SHARE, share

PARTS = ("pages", "cache", "search", "growth", "saving", "outside", "findable", "memory", "start")


def main(parts: Mapping[str, Sequence[str]], result: Path) -> int:
    """Run the commands of the parts one after the other, and write all figures to ``result`` after each; the
    exit status is 1 when anything could not be measured."""
    figures: list[Figure] = []
    result.parent.mkdir(exist_ok=True)
    started = time.monotonic()
    with store():
        for number, (part, command) in enumerate(parts.items(), start=1):
            progress(
                f"part {number} of {len(parts)}: {part}, after {(time.monotonic() - started) / 60:.0f} min"
            )
            figures += figures_of(part, command)
            write(result, figures)
        figures += [Figure(f"all: making of {name}", round(seconds), "s") for name, seconds in took().items()]
    figures.append(Figure("all: time", round(time.monotonic() - started), "s"))
    write(result, figures)
    print(f"\n{table(figures)}")
    return int(any(figure.value is None for figure in figures))


def figures_of(part: str, command: Sequence[str]) -> list[Figure]:
    """What this part measured until its end; a process that could not even say why it ended has a row too."""
    file_of(part).unlink(missing_ok=True)
    status = subprocess.run(command, cwd=CHECKOUT).returncode
    figures = read(file_of(part)) if file_of(part).exists() else []
    if status and all(figure.value is not None for figure in figures):
        figures.append(Figure(f"{part}: failed, it ended with status {status}", None, "", None, 0))
    return figures


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("part", nargs="*", choices=[[], *PARTS], help=f"of {', '.join(PARTS)}; without, all")
    parser.add_argument("--share", help="of the sizes, to see whether all works: 0.1 to 1; no goal is judged")
    options = parser.parse_args()
    if options.share:
        os.environ[SHARE] = options.share
    try:
        share()
    except ValueError as error:
        parser.error(str(error))
    chosen = {part: [sys.executable, "-m", f"tests.benchmarks.{part}"] for part in options.part or PARTS}
    raise SystemExit(main(chosen, BUILD / "bench.json"))
