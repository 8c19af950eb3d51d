"""The list of tools."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.viewer import Viewer
from casebook.blocks import SIGN_FIELDS
from casebook.domain.queries.files import files_of, note_on_files
from casebook.domain.queries.filters import SetFilter
from casebook.domain.queries.links import linked_of_many
from casebook.domain.queries.listing import listing, obstacle_filter
from casebook.domain.queries.obstacles import visible_tools
from casebook.domain.queries.rows import obstacle_links_of
from casebook.enums import Phase
from casebook.models import ToolIndexPage, ToolObstacle, ToolPage


def tool_index(*, page: ToolIndexPage, viewer: Viewer, parameters: Mapping[str, str]) -> dict[str, Any]:
    """Read tools by title, with filters on phase and obstacle."""
    phases = {item.value: str(item.label) for item in Phase if item is not Phase.ENDED}
    return listing(
        page=page,
        viewer=viewer,
        parameters=parameters,
        pages=visible_tools(viewer),
        filters=[SetFilter("fase", _("Phase"), "phases", labels=phases), obstacle_filter(viewer)],
        draw=lambda tools: tool_rows(tools, viewer=viewer),
        count_text=lambda n: ngettext("%(n)d tool", "%(n)d tools", n) % {"n": n},
    )


def tool_rows(tools: QuerySet[ToolPage], *, viewer: Viewer) -> list[dict[str, Any]]:
    """Draw tools as rows: what for, the files, and the obstacles they help with."""
    found = list(tools.only("title", "url_path", "summary", "time_needed"))
    keys = [tool.pk for tool in found]
    obstacles, files = linked_of_many(ToolObstacle, "obstacle", keys, only=SIGN_FIELDS), files_of(keys)
    return [
        {
            "url": tool.url or "",
            "title": tool.title,
            "text": tool.summary,
            "who": note_on_files(files.get(tool.pk, ())),
            "obstacle_links": obstacle_links_of(obstacles.get(tool.pk, ()), viewer),
            "facts": [{"term": _("Time"), "value": tool.time_needed}] if tool.time_needed else [],
        }
        for tool in found
    ]
