"""Where the rooms lie, for tests that look at the code instead of running it."""

from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
# Left to right: a room may know the rooms after it, never those before it.
ROOMS = ["config", "demo", "operations", "events", "casebook", "search", "website", "accounts", "outbox"]
IN_SITE = {"config", "demo", "operations", "website", "accounts", "outbox"}


def folder(room: str) -> Path:
    """The folder of a room."""
    return CHECKOUT / "site" / room if room in IN_SITE else CHECKOUT / room


def files(pattern: str) -> list[tuple[str, Path]]:
    """Every file of the rooms that matches, with its room; migrations left out."""
    return [
        (room, path)
        for room in ROOMS
        for path in sorted(folder(room).rglob(pattern))
        if "migrations" not in path.parts
    ]
