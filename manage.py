#!/usr/bin/env python
"""Run Regiobrug's management commands from a checkout."""

import os
import sys
from pathlib import Path

# site/ is a second source root; position 1 keeps the checkout itself first.
sys.path.insert(1, str(Path(__file__).resolve().parent / "site"))


def main() -> None:
    """Run the command, with the development settings unless told otherwise."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from config.command_line import main as run

    run()


if __name__ == "__main__":
    main()
