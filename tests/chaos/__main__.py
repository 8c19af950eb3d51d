"""Kill the site again and again: python -m tests.chaos --kills 1000 --seed 42."""

import argparse
import json
import secrets
import signal
import sys
import tempfile
from pathlib import Path

from tests.architecture.rooms import CHECKOUT
from tests.chaos.campaign import Campaign, Report
from tests.chaos.supervisor import supervised
from tests.servers.required import Missing


def say(line: str) -> None:
    """A line on the screen, at once."""
    print(line, flush=True)  # noqa: T201


def write(report: Report, path: Path) -> None:
    """The whole report as JSON."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(report.as_dict(), indent=1, default=str) + "\n")


def main() -> int:
    """Run a campaign; the exit status is 1 when something was lost, doubled or wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", default=secrets.token_hex(4))
    parser.add_argument("--keep", type=Path, help="a folder for the log of all that was asked and answered")
    chosen = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(1))
    say(f"Seed {chosen.seed}; again with: make chaos KILLS={chosen.kills} SEED={chosen.seed}")
    with tempfile.TemporaryDirectory(prefix="regiobrug-chaos-") as folder:
        kept = chosen.keep or Path(folder)
        kept.mkdir(parents=True, exist_ok=True)
        try:
            with supervised(Path(folder)) as supervisor:
                campaign = Campaign(supervisor, kept, seed=chosen.seed, say=say)
                try:
                    report = campaign.run(chosen.kills)
                finally:
                    campaign.crowd.end()
        except Missing as missing:
            say(f"Not run: {missing}")
            return 1
    write(report, CHECKOUT / "build" / "chaos.json")
    say(report.in_words())
    return int(bool(report.wrong))


if __name__ == "__main__":
    raise SystemExit(main())
