"""Serve the furnished country to look at it: python -m tests.country --port 8000. It is made once."""

import argparse
import shutil
import subprocess
import sys

from tests.architecture.rooms import CHECKOUT
from tests.servers.demo_site import environment
from tests.servers.kept_sites import EDITOR, kept_on_sqlite

VAR = CHECKOUT / "var" / "country"


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(description="Serve a country of 450 invented partnerships.")
    parser.add_argument("--port", default="8000")
    port = parser.parse_args().port
    if not VAR.exists():
        say("Furnishing a country of 450 partnerships; this takes a minute or three …")
        shutil.copytree(kept_on_sqlite("country").var, VAR)
    say("Log in as {} with: {}".format(*EDITOR))
    command = [sys.executable, str(CHECKOUT / "manage.py"), "serve", "--port", port]
    command += ["--settings", "config.settings.production"]
    try:
        return subprocess.call(command, cwd=CHECKOUT, env=environment(VAR))
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
