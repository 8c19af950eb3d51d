"""Keep promises and run sweeps, once or until stopped."""

import signal
import threading
import time
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from outbox.drain import drain, sweep


class Command(BaseCommand):
    """The local loop: on a small site this is what a worker and a scheduler are on a large one."""

    help = "Keep the promises that are due and run the sweeps."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--loop", action="store_true", help="go on until stopped")
        parser.add_argument(
            "--pause", type=float, default=1.0, help="seconds between two rounds that found nothing"
        )
        parser.add_argument("--sweep-every", type=float, default=10.0, help="seconds between two sweeps")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["loop"]:
            swept = sweep()
            kept = 0
            while found := drain():
                kept += found
            self.stdout.write(f"{kept} promises tried, {swept} things swept.")
            return
        self._loop(pause=options["pause"], sweep_every=options["sweep_every"])

    def _loop(self, *, pause: float, sweep_every: float) -> None:
        stop = threading.Event()

        def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
            stop.set()

        signal.signal(signal.SIGTERM, ask_to_stop)
        signal.signal(signal.SIGINT, ask_to_stop)
        next_sweep = time.monotonic()
        while not stop.is_set():
            close_old_connections()
            if time.monotonic() >= next_sweep:
                sweep()
                next_sweep = time.monotonic() + sweep_every
            if not drain():
                stop.wait(pause)
