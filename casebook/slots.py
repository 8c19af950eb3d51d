"""What the casebook puts on the home page, by slot."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.template.loader import render_to_string

from accounts.viewer import Viewer, viewer_of
from casebook.domain.queries.home import home_parts
from website import slots

PARTS = (
    ("home-lead", "counted", 100),
    ("home-start", "obstacles", 100),
    ("home-map", "map", 100),
    ("home-rows", "crossing", 5),
    ("home-rows", "portrait", 10),
    ("home-rows", "lessons", 20),
)


def register() -> None:
    for slot, part, order in PARTS:
        slots.register(slot, partial(provide, part), order=order)


def provide(part: str, context: Mapping[str, Any]) -> str | None:
    """Draw one part; all are read at the first slot of a request, and kept for the others."""
    request = context.get("request")
    if request is None:
        found = home_parts(Viewer.public())[part]
    else:
        if not hasattr(request, "_casebook_home"):
            request._casebook_home = home_parts(viewer_of(request))
        found = request._casebook_home[part]
    return render_to_string(f"casebook/home/{part}.html", found, request=request) if found else None
