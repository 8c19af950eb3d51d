"""A process of the site that enqueues and handles notes, run by the tests: `note_keeper.py VERB …`.

enqueue N             enqueue N notes
drain LOG THREADS     say ready, wait for a line, handle all that is due; a line in LOG for each
hold LOG              take the first note that is due, and never come to an end with it
"""

import os
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from outbox import registry  # noqa: E402
from outbox.drain import drain  # noqa: E402
from outbox.messages import enqueue  # noqa: E402
from outbox.models import OutboxMessage  # noqa: E402
from outbox.periodic_tasks import run_due_tasks  # noqa: E402


def write(log: Path, line: str) -> None:
    """Append a line in one write, so that lines of others do not get into it."""
    descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(descriptor, f"{line}\n".encode())
    os.close(descriptor)


def say(word: str) -> None:
    """A line to whoever started us."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def make(count: int) -> None:
    """So many messages, each in a transaction of its own."""
    call_command("migrate", verbosity=0)
    registry.register("note", lambda message: None)
    for number in range(count):
        with transaction.atomic():
            enqueue(kind="note", key=f"note:{number}", payload={"number": number})


def keep_all(log: Path, threads: int) -> None:
    """Drain in so many threads, all from the same moment on."""

    def keep(message: OutboxMessage) -> None:
        time.sleep(0.005)
        write(log, f"{message.payload['number']} {os.getpid()}:{threading.get_ident()}")

    def work() -> None:
        while drain(limit=10):
            pass
        connection.close()

    registry.register("note", keep)
    in_threads(work, threads)


def ask_for_periodic_tasks(log: Path, threads: int) -> None:
    """Ask in so many threads, over and over; a line in LOG for each time that it ran."""

    def count() -> int:
        write(log, f"{time.monotonic()} {os.getpid()}")
        return 1

    def work() -> None:
        until = time.monotonic() + 4.5
        while time.monotonic() < until:
            run_due_tasks()
            time.sleep(0.02)
        connection.close()

    registry.register_periodic_task("count", count, every=timedelta(seconds=1))
    in_threads(work, threads)


def in_threads(work: Callable[[], None], threads: int) -> None:
    """Do the work in so many threads at once, at each line that comes in."""
    connection.ensure_connection()
    say("ready")
    for _line in sys.stdin:
        running = [threading.Thread(target=work) for _ in range(threads)]
        for thread in running:
            thread.start()
        for thread in running:
            thread.join()
        say("done")


def hold(log: Path) -> None:
    """Take a message and hang."""

    def hang(message: OutboxMessage) -> None:
        write(log, f"{message.payload['number']} hung")
        time.sleep(600)

    registry.register("note", hang)
    drain(limit=1)


if __name__ == "__main__":
    verb, *rest = sys.argv[1:]
    if verb == "enqueue":
        make(int(rest[0]))
    elif verb == "drain":
        keep_all(Path(rest[0]), int(rest[1]))
    elif verb == "periodic":
        ask_for_periodic_tasks(Path(rest[0]), int(rest[1]))
    else:
        hold(Path(rest[0]))
