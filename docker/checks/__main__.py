"""Run every look and say what was found; the first thing that is wrong ends it."""

import os
import sys
from pathlib import Path

from checks import copies, dying, mail, site, walls
from checks.containers import SERVICES, Containers
from checks.visitor import Visitor


def main(folder: str, compose: str) -> None:
    """Look at the project in that folder."""
    containers = Containers(Path(folder), compose.split())
    authority = Path(folder) / "secrets" / "tls_certificate"
    visitor = Visitor(int(os.environ["REGIOBRUG_TLS_PORT"]), authority)
    plain = Visitor(int(os.environ["REGIOBRUG_PORT"]), None)
    for service in SERVICES:
        say(f"{service}: healthy after another {containers.until_healthy(service):.0f} s")
    for looks in (
        walls.walls(containers),
        site.pages(visitor, plain),
        site.files(visitor, containers),
        site.login(visitor, containers),
        site.figures(containers),
        dying.dying(visitor, containers),
        copies.copies(visitor, containers),
        mail.mail(visitor, containers),
        site.ending(containers),
    ):
        for line in looks:
            say(line)
    assert visitor.get("/").status == 200
    say("home page: 200 again")


def say(line: str) -> None:
    """One finding."""
    sys.stdout.write(f"  {line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
