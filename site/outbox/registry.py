"""What rooms registered: a handler per kind of promise, and the sweeps that look for what is due."""

from collections.abc import Callable
from typing import Any

Handler = Callable[[dict[str, Any]], None]
Sweep = Callable[[], int]

_handlers: dict[str, Handler] = {}
_sweeps: dict[str, Sweep] = {}


def register(kind: str, handler: Handler) -> None:
    """Let ``handler(payload)`` keep promises of ``kind``. It must be safe to run twice."""
    if _handlers.setdefault(kind, handler) is not handler:
        raise ValueError(f"Two handlers for promises of kind {kind!r}.")


def handler_of(kind: str) -> Handler:
    """The handler of a kind; raises LookupError for a kind nobody registered."""
    try:
        return _handlers[kind]
    except KeyError:
        raise LookupError(f"No handler is registered for promises of kind {kind!r}.") from None


def register_sweep(name: str, sweep: Sweep) -> None:
    """Let ``sweep()`` run at every round of the loop; it returns how many things it did."""
    if _sweeps.setdefault(name, sweep) is not sweep:
        raise ValueError(f"Two sweeps are called {name!r}.")


def sweeps() -> dict[str, Sweep]:
    """All registered sweeps by name."""
    return dict(_sweeps)
