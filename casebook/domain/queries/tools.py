"""What the page of a tool shows."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from accounts.viewer import Viewer
from casebook.blocks import SIGN_FIELDS
from casebook.domain.queries.files import files_at_hand, offered_files
from casebook.domain.queries.links import linked
from casebook.domain.queries.rows import (
    obstacle_links_of,
    provenance_of,
    story_obstacle_links,
    visible_lessons,
)
from casebook.models import ToolFile, ToolPage


def tool_context(*, page: ToolPage, viewer: Viewer, parameters: Mapping[str, str]) -> dict[str, Any]:
    """Read the files, obstacles, versions and lessons of a tool."""
    changes = sorted(page.changes.all(), key=lambda change: change.date, reverse=True)
    return {
        "files": offered_files(_files(page), changes),
        "obstacles": obstacle_links_of(linked(page, "obstacle_links", "obstacle", only=SIGN_FIELDS), viewer),
        "obstacle_links": story_obstacle_links(page.body, viewer),
        "changes": changes,
        "lessons": [
            {"title": lesson.title, "url": lesson.url or ""}
            # By key: a preview may show a tool that is not in the database.
            for lesson in visible_lessons(viewer).filter(tool_links__tool=page.pk or 0)
        ],
        "provenance": provenance_of(page),
    }


def _files(page: ToolPage) -> list[ToolFile]:
    """Give the files of a tool with their documents at hand; in a preview, those of the form."""
    if "files" in getattr(page, "_cluster_related_objects", {}):
        return [file for file in page.files.all() if file.document_id]
    live: QuerySet[ToolFile] = files_at_hand().filter(tool=page.pk or 0)
    return list(live)
