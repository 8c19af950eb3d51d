"""Handle messages and run periodic tasks, once or until stopped."""

import logging
import os
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, InterfaceError, close_old_connections, connection

from outbox.drain import drain
from outbox.messages import try_again
from outbox.periodic_tasks import run_due_tasks

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """The local loop: on a small site this is what a worker and a scheduler are on a large one."""

    help = "Handle the messages that are due and run the periodic tasks."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--loop", action="store_true", help="go on until stopped")
        parser.add_argument("--again", action="store_true", help="also the messages that were given up")
        parser.add_argument("--pause", type=float, default=1.0, help="seconds after a round without work")
        parser.add_argument("--parent", type=int, metavar="PID", help="end when this process has ended")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["again"]:
            try_again()
        if options["loop"]:
            _loop(pause=options["pause"], parent=options["parent"])
            return
        done, tried = run_due_tasks(), 0
        while found := drain():
            tried += found
        self.stdout.write(f"{tried} messages tried, {done} things done by periodic tasks.")


def _loop(*, pause: float, parent: int | None) -> None:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        # Who started this with nohup wants it to outlive the terminal.
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, lambda _number, _frame: stop.set())
    away = False
    while not stop.is_set() and parent in (None, os.getppid()):
        try:
            close_old_connections()
            # A few at a time, so that who asks to stop waits for these and no more.
            found = run_due_tasks() + drain(limit=10)
            away = False
        except (DatabaseError, InterfaceError) as error:
            # The messages are in there, so there is nothing to do but wait for it.
            if not away:
                logger.warning("The database is away (%s)", type(error).__name__)
            away, found = True, 0
            connection.close()
        if not found:
            stop.wait(pause)
