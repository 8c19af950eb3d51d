"""Run a command with a real PostgreSQL as the site's database, for as long as it takes.

python -m tests.servers.on_postgresql python -m pytest -m "not live"
"""

import os
import subprocess
import sys

from tests.servers.kept_sites import DEMO, TEMPLATES, kept_on_postgresql, restored
from tests.servers.postgresql import postgresql
from tests.servers.required import Missing, servers_are_required


def main(command: list[str]) -> int:
    """Give the exit status of the command; without PostgreSQL say so, and fail only where it is required."""
    try:
        with postgresql() as server:
            environment = {**os.environ, "REGIOBRUG_DATABASE": server.create_database("regiobrug")}
            for stage, template in TEMPLATES.items():
                restored(stage, server, template)
            environment[DEMO] = str(kept_on_postgresql("demo", server).folder)
            return subprocess.run(command, env=environment).returncode
    except Missing as missing:
        print(f"Not run on PostgreSQL: {missing}", file=sys.stderr)  # noqa: T201
        return int(servers_are_required())


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
