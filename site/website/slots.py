"""Slots: named places in templates that other rooms fill.

The app whose templates open a slot names it in its ``slots``, so that a misspelt name raises an error.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.apps import apps
from django.utils.safestring import SafeString, mark_safe

Provider = Callable[[Mapping[str, Any]], str | None]

_providers: dict[str, list[tuple[int, Provider]]] = {}


def register(slot: str, provider: Provider, *, order: int = 100) -> None:
    """Let ``provider(context)`` add its rendered part to ``slot``; lower ``order`` comes first.

    A provider returns safe HTML, or None when it has nothing to show. Raises LookupError for a slot that no
    room opens.
    """
    _check(slot)
    entries = _providers.setdefault(slot, [])
    if all(known is not provider for _order, known in entries):
        entries.append((order, provider))
        entries.sort(key=lambda entry: entry[0])


def render(slot: str, context: Mapping[str, Any]) -> SafeString:
    """Everything registered for ``slot``, in order, as one piece of HTML; raises as ``register`` does."""
    _check(slot)
    parts = (provider(context) for _order, provider in _providers.get(slot, []))
    # Each part was rendered by a template, which escaped what it had to.
    return mark_safe("".join(part for part in parts if part))  # noqa: S308


@cache
def _check(slot: str) -> None:
    opened = {name for config in apps.get_app_configs() for name in getattr(config, "slots", ())}
    if slot not in opened:
        raise LookupError(f"No room opens a slot {slot!r}; there are {', '.join(sorted(opened))}.")
