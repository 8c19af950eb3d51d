"""Change listeners: who wants to know, inside the transaction, that a page changed."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageChange:
    """One page that was saved, moved, published, unpublished or deleted.

    ``removed`` is true when the row is gone. Otherwise a listener reads the row afresh: what is in
    memory during a save may hold a draft.
    """

    page_id: int
    removed: bool = False


ChangeListener = Callable[[PageChange], None]

_listeners: list[ChangeListener] = []


def register_change_listener(listener: ChangeListener) -> None:
    """Call ``listener`` for every change; what it raises undoes the change."""
    if listener not in _listeners:
        _listeners.append(listener)


def notify(change: PageChange) -> None:
    """Tell every listener; called inside the transaction of the change."""
    for listener in _listeners:
        listener(change)
