"""Slots: named places in templates that other rooms fill.

The app whose templates open a slot names it in its ``slots``, so that a misspelt name raises an error.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.apps import apps
from django.utils.safestring import SafeString, mark_safe
from wagtail import hooks

Provider = Callable[[Mapping[str, Any]], str | None]


def register(slot: str, provider: Provider, *, order: int) -> None:
    """Let ``provider(context)`` add its rendered part to ``slot``; lower ``order`` comes first.

    A provider returns safe HTML, or None when it has nothing to show. Raises LookupError for a slot that no
    room opens.
    """
    _check(slot)
    hooks.register(f"slot {slot}", provider, order=order)


def render(slot: str, context: Mapping[str, Any]) -> SafeString:
    """Everything registered for ``slot``, in order, as one piece of HTML; raises as ``register`` does."""
    _check(slot)
    parts = (provider(context) for provider in hooks.get_hooks(f"slot {slot}"))
    # Each part was rendered by a template, which escaped what it had to.
    return mark_safe("".join(part for part in parts if part))  # noqa: S308


@cache
def _check(slot: str) -> None:
    opened = {name for config in apps.get_app_configs() for name in getattr(config, "slots", ())}
    if slot not in opened:
        raise LookupError(f"No room opens a slot {slot!r}; there are {', '.join(sorted(opened))}.")
