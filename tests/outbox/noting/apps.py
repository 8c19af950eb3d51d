"""The app that registers them, in every process of the site that loads it."""

import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.apps import AppConfig

# Seconds between two runs.
EVERY = 4


class NotingConfig(AppConfig):
    name = "tests.outbox.noting"
    label = "noting"

    def ready(self) -> None:
        """Notes are written where NOTES says, each in one write."""
        from outbox import registry

        notes = Path(os.environ["NOTES"])

        def keep(message: Any) -> None:
            _write(notes, f"note {message.payload['number']} {os.getpid()}")

        def count() -> int:
            _write(notes, f"periodic {time.time()} {os.getpid()}")
            return 1

        registry.register("note", keep)
        registry.register_periodic_task("noting", count, every=timedelta(seconds=EVERY))


def _write(notes: Path, line: str) -> None:
    descriptor = os.open(notes, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(descriptor, f"{line}\n".encode())
    os.close(descriptor)
