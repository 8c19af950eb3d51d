"""A process and all that descend from it, as the kernel lists them."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path


def _stat(pid: int) -> tuple[str, int] | None:
    """State letter and parent of a process, None when there is none."""
    try:
        # The name between parentheses may hold spaces, so read from the last one on.
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return fields[0], int(fields[1])


def alive(pid: int) -> bool:
    """Whether the process runs; one that ended but was not yet waited for does not."""
    stat = _stat(pid)
    return stat is not None and stat[0] not in "ZX"


def family(pid: int) -> list[int]:
    """The process and its descendants, parents first."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (stat := _stat(int(entry.name))):
            children.setdefault(stat[1], []).append(int(entry.name))
    found = [pid]
    for member in found:
        found.extend(children.get(member, []))
    return [member for member in found if alive(member)]


def send(pids: list[int], what: signal.Signals) -> None:
    """Send the signal to each that is still there."""
    for pid in pids:
        if alive(pid):
            with suppress(ProcessLookupError):
                os.kill(pid, what)


def freeze(pid: int) -> list[int]:
    """Stop a process and its descendants where they stand; gives who stands still."""
    frozen: list[int] = []
    # A child made while the list was read is found on the next round; a parent that stands still makes none.
    while new := [member for member in family(pid) if member not in frozen]:
        send(new, signal.SIGSTOP)
        frozen.extend(new)
    return frozen


def wait_until_gone(pids: list[int], seconds: float) -> list[int]:
    """Wait for all to end; gives those that did not."""
    until = time.monotonic() + seconds
    while (left := [pid for pid in pids if alive(pid)]) and time.monotonic() < until:
        time.sleep(0.02)
    return left
