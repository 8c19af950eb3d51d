"""What meetings add to pages of other rooms: a row on the home page and on an obstacle."""

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string

from accounts.viewer import viewer_of
from events.domain.queries import about_obstacle, coming
from events.models import MeetingIndexPage
from website import slots

MOST_ON_HOME = 3


def register() -> None:
    slots.register("home-rows", home_row, order=300)
    slots.register("obstacle-rows", obstacle_row, order=100)


def home_row(context: Mapping[str, Any]) -> str | None:
    request = context["request"]
    viewer = viewer_of(request)
    meetings = list(coming(viewer=viewer)[:MOST_ON_HOME])
    agenda = MeetingIndexPage.objects.visible_to(viewer).first()
    if not meetings or agenda is None:
        return None
    return render_to_string("events/home_row.html", {"meetings": meetings, "agenda": agenda}, request=request)


def obstacle_row(context: Mapping[str, Any]) -> str | None:
    request = context["request"]
    meetings = about_obstacle(obstacle_id=context["page"].pk, viewer=viewer_of(request))
    if not meetings:
        return None
    return render_to_string("events/obstacle_row.html", {"meetings": meetings}, request=request)
