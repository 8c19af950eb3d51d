"""A database with the demo, in a folder that is gone afterwards, for scripts outside the test run."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


@contextmanager
def demo_database() -> Iterator[None]:
    """Set Django up on a new database with setup and demo loaded; takes about half a minute."""
    sys.path.insert(1, str(CHECKOUT / "site"))
    with tempfile.TemporaryDirectory(prefix="regiobrug-bench-") as folder:
        os.environ["REGIOBRUG_VAR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
        os.environ["REGIOBRUG_DATABASE"] = f"sqlite:///{folder}/bench.sqlite3"
        import django

        django.setup()
        from django.core.management import call_command

        for command in ("migrate", "setup", "demo_load"):
            print(f"{command} …", file=sys.stderr, flush=True)
            with open(os.devnull, "w", encoding="utf-8") as quiet:
                call_command(command, stdout=quiet, verbosity=0)
        yield
