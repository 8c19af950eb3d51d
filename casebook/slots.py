"""What the casebook adds to the home page, each part drawn by a template of its own."""

from collections.abc import Callable, Mapping
from typing import Any

from django.template.loader import render_to_string

from accounts.viewer import Viewer, viewer_of
from casebook.domain.queries import home
from website import slots


def register() -> None:
    """Fill the slots, once, when the app is ready."""
    slots.register("home-lead", _part(home.counted, "casebook/home/counted.html"))
    slots.register("home-start", _part(home.most_met_obstacles, "casebook/home/obstacles.html"))
    slots.register("home-map", _part(home.partnerships_on_the_map, "casebook/home/map.html", needs="map"))
    slots.register(
        "home-rows",
        _part(home.portrait_of_the_week, "casebook/home/portrait.html", needs="portrait"),
        order=100,
    )
    slots.register(
        "home-rows", _part(home.newest_lessons, "casebook/home/lessons.html", needs="rows"), order=200
    )


def _part(
    read: Callable[..., dict[str, Any] | None], template: str, needs: str = ""
) -> Callable[[Mapping[str, Any]], str | None]:
    """A provider that reads for the viewer and draws, or shows nothing when ``needs`` is empty."""

    def provider(context: Mapping[str, Any]) -> str | None:
        viewer: Viewer = viewer_of(context["request"])
        found = read(viewer=viewer)
        if found is None or (needs and not found[needs]):
            return None
        return render_to_string(template, found, request=context["request"])

    return provider
