"""The files of a tool, as the download component shows them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from casebook.models import ToolChange, ToolFile
from website.templatetags.components import file_size


def files_at_hand() -> QuerySet[ToolFile]:
    """Give the files of tools with what lists say of their documents."""
    files: QuerySet[ToolFile] = ToolFile.objects.select_related("document")
    of_document = (f"document__{name}" for name in ("title", "file", "file_size"))
    return files.only("tool_id", "sort_order", "variant", "version", "pages", *of_document)


def files_of(tools: Iterable[int]) -> dict[int, list[ToolFile]]:
    """Give the files of each of these tools; at most one query."""
    wanted = set(tools)
    found: dict[int, list[ToolFile]] = {}
    for file in files_at_hand().filter(tool__in=wanted) if wanted else ():
        found.setdefault(file.tool_id, []).append(file)
    return found


def offered_files(files: Iterable[ToolFile], changes: Iterable[ToolChange]) -> list[dict[str, Any]]:
    """Give each file with its address, type, size, version and the date of that version."""
    dates = {change.version: change.date for change in changes}
    return [
        {
            "url": file.document.url,
            "title": _title(file),
            "type": file.document.file_extension.upper(),
            "pages": file.pages,
            "size": file.document.file_size or 0,
            "version": file.version,
            "date": dates.get(file.version),
        }
        for file in files
    ]


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
        parts.append(file_size(file.document.file_size))
    return ", ".join(parts)
