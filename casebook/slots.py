"""What the casebook puts on the home page, by slot."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from accounts.viewer import Viewer, viewer_of
from casebook.domain.queries.home import home_parts
from website import slots

PARTS = (
    ("home-lead", "counted", 100),
    ("home-start", "obstacles", 100),
    ("home-map", "map", 100),
    ("home-rows", "portrait", 10),
    ("home-rows", "lessons", 20),
)


def register() -> None:
    for slot, part, order in PARTS:
        slots.register(slot, provider(part), order=order)


def provider(part: str) -> slots.Provider:
    """Make a provider that draws one part of what was read for the whole page."""

    def provide(context: Mapping[str, Any]) -> str | None:
        request = context.get("request")
        found = parts_for(request)[part]
        return render_to_string(f"casebook/home/{part}.html", found, request=request) if found else None

    return provide


def parts_for(request: HttpRequest | None) -> dict[str, dict[str, Any] | None]:
    """Read all parts at the first slot of a request, and keep them for the others."""
    if request is None:
        return home_parts(Viewer.public())
    found: dict[str, dict[str, Any] | None] | None = getattr(request, "_casebook_home", None)
    if found is None:
        found = home_parts(viewer_of(request))
        request._casebook_home = found  # type: ignore[attr-defined]
    return found
