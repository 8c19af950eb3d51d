"""What the page of a tool shows, and its files as every list shows them."""

from collections.abc import Iterable
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from casebook.blocks import SIGN_FIELDS
from casebook.domain.queries.related import ways_on
from casebook.domain.queries.rows import obstacle_links_of, provenance_of, story_obstacle_links, visible
from casebook.models import LessonPage, ToolFile, ToolPage
from casebook.models.links import linked

FILE_FIELDS = (
    "tool_id",
    "sort_order",
    "variant",
    "version",
    "pages",
    "document__title",
    "document__file",
    "document__file_size",
)


def tool_context(*, page: ToolPage, viewer: Viewer) -> dict[str, Any]:
    changes = sorted(page.changes.all(), key=lambda change: change.date, reverse=True)
    dates = {change.version: change.date for change in changes}
    # By key: a preview may show a tool that is not in the database.
    lessons = list(visible(LessonPage, viewer).filter(tool_links__tool=page.pk or 0))
    obstacles = obstacle_links_of(linked(page, "obstacle_links", "obstacle", only=SIGN_FIELDS), viewer)
    return {
        "files": [
            {
                "url": file.document.url,
                "title": _title(file),
                "type": file.document.file_extension.upper(),
                "pages": file.pages,
                "size": file.document.file_size or 0,
                "version": file.version,
                "date": dates.get(file.version),
            }
            for file in page.files.select_related("document").only(*FILE_FIELDS)
            # In a preview the files are those of the form, which may have none yet.
            if file.document_id
        ],
        "obstacles": obstacles,
        "obstacle_links": story_obstacle_links(page.body, viewer),
        "changes": changes,
        "lessons": [{"title": lesson.title, "url": lesson.url or ""} for lesson in lessons],
        "provenance": provenance_of(page),
        **ways_on(
            obstacles=[obstacle.pk for obstacle in obstacles],
            besides=[page.pk or 0, *(lesson.pk for lesson in lessons)],
            viewer=viewer,
        ),
    }


def files_of(tools: Iterable[int]) -> dict[int, list[ToolFile]]:
    """The files of each of these tools; at most one query."""
    wanted = set(tools)
    found: dict[int, list[ToolFile]] = {}
    files = ToolFile.objects.filter(tool__in=wanted).select_related("document").only(*FILE_FIELDS)
    for file in files if wanted else ():
        found.setdefault(file.tool_id, []).append(file)
    return found


def _title(file: ToolFile) -> str:
    """Give the title of a file, with what kind it is unless the title says so itself."""
    title, variant = file.document.title, file.get_variant_display().lower()
    return title if variant in title.lower() else f"{title} ({variant})"


def note_on_files(files: Iterable[ToolFile]) -> str:
    """Say in a few words what there is to take along: type, version and size of the first file."""
    file = next(iter(files), None)
    if file is None:
        return ""
    parts = [file.document.file_extension.upper()]
    if file.version:
        parts.append(_("version %(version)s") % {"version": file.version})
    if file.document.file_size:
        parts.append(filesizeformat(file.document.file_size))
    return ", ".join(parts)
