"""Sharing a tool with its files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from casebook.domain.provenance import ProvenanceValues
from casebook.domain.publishing import index_of, publish_below
from casebook.enums import FileVariant, Phase
from casebook.models import ObstaclePage, ToolChange, ToolFile, ToolIndexPage, ToolObstacle, ToolPage
from website.models import Attachment


@dataclass(frozen=True)
class OfferedFile:
    """A file of a tool: blank or filled in, which version, how many pages when that is known."""

    attachment: Attachment
    variant: FileVariant = FileVariant.BLANK
    version: str = ""
    pages: int | None = None


@dataclass(frozen=True)
class Change:
    """What was new in a version of a tool."""

    version: str
    on: date
    text: str


@transaction.atomic
def share_tool(
    *,
    title: str,
    summary: str,
    files: Sequence[OfferedFile],
    how_to: Iterable[str] = (),
    time_needed: str = "",
    phases: Iterable[Phase] = (),
    obstacles: Sequence[ObstaclePage] = (),
    changes: Iterable[Change] = (),
    body: list[dict[str, Any]] | None = None,
    slug: str = "",
    by: User | None = None,
    **provenance: Unpack[ProvenanceValues],
) -> ToolPage:
    """Publish a tool with at least one file; the summary says in one line what it is for.

    Raises ValidationError, by field, for what does not fit.
    """
    if not files:
        raise ValidationError({"files": _("A tool has at least one file.")})
    page = ToolPage(
        title=title,
        slug=slug,
        summary=summary,
        how_to="\n".join(how_to),
        time_needed=time_needed,
        phases=[Phase(phase).value for phase in phases],
        body=body or [],
        **provenance,
    )
    page.files.set(
        [
            ToolFile(
                document=file.attachment,
                variant=file.variant,
                version=file.version,
                pages=file.pages,
                sort_order=order,
            )
            for order, file in enumerate(files)
        ]
    )
    page.obstacle_links.set(
        [ToolObstacle(obstacle=obstacle, sort_order=order) for order, obstacle in enumerate(obstacles)]
    )
    page.changes.set(
        [ToolChange(version=change.version, date=change.on, text=change.text) for change in changes]
    )
    return publish_below(parent=index_of(ToolIndexPage), page=page, by=by)
