"""Publishing pages of the casebook, each in one transaction: lessons, portraits and tools."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from accounts.models import User
from casebook.enums import Phase
from casebook.models import (
    LessonIndexPage,
    LessonObstacle,
    LessonPage,
    LessonPartnership,
    LessonTool,
    ObstaclePage,
    Partnership,
    Perspective,
    PortraitIndexPage,
    PortraitPage,
    ToolChange,
    ToolFile,
    ToolIndexPage,
    ToolObstacle,
    ToolPage,
)
from website.domain.publishing import in_order, index_of, publish_below


@transaction.atomic
def share_lesson(
    *,
    obstacles: Sequence[ObstaclePage],
    partnerships: Sequence[Partnership] = (),
    perspectives: Iterable[Perspective] = (),
    tools: Sequence[ToolPage] = (),
    applies_when: Iterable[str] = (),
    applies_not_when: Iterable[str] = (),
    by: User | None = None,
    **fields: Any,
) -> LessonPage:
    """Publish a lesson about at least one obstacle; `fields` are those of the page.

    Of a story raw values are given. Raises ValidationError, by field, for what does not fit; so do the
    verbs for portraits and tools.
    """
    page = LessonPage(
        applies_when="\n".join(applies_when), applies_not_when="\n".join(applies_not_when), **fields
    )
    page.obstacle_links.set(in_order([LessonObstacle(obstacle=each) for each in obstacles]))
    page.partnership_links.set(in_order([LessonPartnership(partnership=each) for each in partnerships]))
    page.tool_links.set(in_order([LessonTool(tool=each) for each in tools]))
    page.perspectives = list(perspectives)
    return publish_below(parent=index_of(LessonIndexPage), page=page, by=by)


def publish_portrait(*, partnership: Partnership, by: User | None = None, **fields: Any) -> PortraitPage:
    """Publish the one portrait of a partnership."""
    page = PortraitPage(partnership=partnership, **fields)
    return publish_below(parent=index_of(PortraitIndexPage), page=page, by=by)


def share_tool(
    *,
    files: Sequence[ToolFile],
    changes: Sequence[ToolChange] = (),
    obstacles: Sequence[ObstaclePage] = (),
    phases: Iterable[Phase] = (),
    how_to: Iterable[str] = (),
    by: User | None = None,
    **fields: Any,
) -> ToolPage:
    """Publish a tool with at least one file; the summary says in one line what it is for."""
    wanted = {Phase(phase) for phase in phases}
    in_phases = [phase.value for phase in Phase if phase in wanted]
    page = ToolPage(how_to="\n".join(how_to), phases=in_phases, **fields)
    page.files.set(in_order(files))
    page.obstacle_links.set(in_order([ToolObstacle(obstacle=each) for each in obstacles]))
    page.changes.set(list(changes))
    return publish_below(parent=index_of(ToolIndexPage), page=page, by=by)
