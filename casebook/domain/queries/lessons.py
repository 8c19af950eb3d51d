"""What the page of a lesson shows."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from accounts.policy import READABLE_FIELDS, may_read
from accounts.viewer import Viewer
from casebook.blocks import SIGN_FIELDS
from casebook.domain.queries.related import ways_on
from casebook.domain.queries.rows import (
    obstacle_links_of,
    outcome_of,
    portrait_addresses,
    provenance_of,
    story_obstacle_links,
)
from casebook.domain.queries.tools import files_of, note_on_files
from casebook.enums import Evidence
from casebook.models import LessonPage, PartnershipRegion
from casebook.models.links import linked

# What is shown of a tool.
TOOL_FIELDS = ("title", "url_path", *READABLE_FIELDS)


def lesson_context(*, page: LessonPage, viewer: Viewer) -> dict[str, Any]:
    tools = [tool for tool in linked(page, "tool_links", "tool", only=TOOL_FIELDS) if may_read(viewer, tool)]
    files = files_of(tool.pk for tool in tools)
    obstacles = obstacle_links_of(linked(page, "obstacle_links", "obstacle", only=SIGN_FIELDS), viewer)
    return {
        "obstacles": obstacles,
        "obstacle_links": story_obstacle_links(page.body, viewer),
        "partnerships": _learners(page, viewer),
        "own": next(
            ({"name": row.name, "shape": row.outline, "state": "full"} for row in page.partnerships), None
        ),
        "fictional": any(partnership.is_fictional for partnership in page.partnerships),
        "cells": [
            {"title": _("What was going on"), "text": page.context},
            {"title": _("The approach"), "text": page.approach},
            {"title": _("What came of it"), "text": page.result},
        ],
        "outcome": outcome_of(page),
        "evidence": [{"name": str(kind.label), "is_so": kind in page.evidence} for kind in Evidence],
        "takes": [
            {"term": term, "value": value}
            for term, value in ((_("Money"), page.cost), (_("Time"), page.time_needed))
            if value
        ],
        "perspectives": list(page.perspectives.all()),
        "tools": [
            {
                "title": tool.title,
                "url": tool.url or "",
                "note": note_on_files(files.get(tool.pk, ())) or _("Tool"),
            }
            for tool in tools
        ],
        "provenance": provenance_of(page),
        **ways_on(
            obstacles=[obstacle.pk for obstacle in obstacles],
            partnerships=[partnership.pk for partnership in page.partnerships],
            besides=[page.pk or 0, *(tool.pk for tool in tools)],
            viewer=viewer,
        ),
    }


def _learners(page: LessonPage, viewer: Viewer) -> list[dict[str, Any]]:
    """Who learned it: names that lead to portraits, with regions, outline and where they come from."""
    keys = [partnership.pk for partnership in page.partnerships]
    places, addresses = _places_of(keys), portrait_addresses(partnerships=keys, viewer=viewer)
    return [
        {
            "name": partnership.name,
            "url": addresses.get(partnership.pk, ""),
            "places": places.get(partnership.pk, []),
            "shape": partnership.outline,
            "origin_note": partnership.origin_note,
        }
        for partnership in page.partnerships
    ]


def _places_of(partnerships: Iterable[int]) -> dict[int, list[dict[str, str]]]:
    """Give `name` and `slug` of the regions of each of these, the main one first; at most one query."""
    wanted = set(partnerships)
    links = PartnershipRegion.objects.filter(partnership__in=wanted).order_by("sort_order", "pk")
    found: dict[int, list[dict[str, str]]] = {}
    rows = links.values_list("partnership_id", "region__name", "region__slug")
    for partnership, name, slug in rows if wanted else ():
        found.setdefault(partnership, []).append({"name": name, "slug": slug})
    return found
