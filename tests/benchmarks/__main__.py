"""Measure: python -m tests.benchmarks [PART …]. Prints a table and writes build/bench.json.

Each part runs in a process of its own, so that what one loads is no burden of the next; one that fails is
told at the end, and the others go on.
"""

import argparse
import subprocess
import sys

from tests.architecture.rooms import CHECKOUT
from tests.benchmarks.figures import BUILD, file_of, read, table, write

PARTS = ("pages", "cache", "search", "growth", "saving", "findable", "reindex", "memory", "start")


def main(parts: list[str]) -> int:
    """Run the parts one after the other; the exit status is 1 when one of them could not be measured."""
    figures, failed = [], []
    for part in parts:
        file_of(part).unlink(missing_ok=True)
        if subprocess.run([sys.executable, "-m", f"tests.benchmarks.{part}"], cwd=CHECKOUT).returncode:
            failed.append(part)
        if file_of(part).exists():
            figures += read(file_of(part))
    BUILD.mkdir(exist_ok=True)
    write(BUILD / "bench.json", figures)
    print(f"\n{table(figures)}")
    if failed:
        print(f"Ended before its end: {', '.join(failed)}", file=sys.stderr)
    return int(bool(failed))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("part", nargs="*", choices=[[], *PARTS], help=f"of {', '.join(PARTS)}; without, all")
    raise SystemExit(main(parser.parse_args().part or list(PARTS)))
