"""Publishing pages of the casebook, each in one transaction: lessons, portraits and tools."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db import transaction
from wagtail.models import Orderable, Page

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
from website.domain.page_tree import add_page, move_page_before
from website.models import ContentPage, StandardPage
from website.models.page_locks import lock_page_tree

AnyPage = TypeVar("AnyPage", bound=ContentPage)
AnyRow = TypeVar("AnyRow", bound=Orderable)


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


def in_order(rows: Sequence[AnyRow]) -> list[AnyRow]:
    """The rows of a page or partnership, numbered in the order given."""
    for number, row in enumerate(rows):
        row.sort_order = number
    return list(rows)


@transaction.atomic
def publish_below(*, parent: Page, page: AnyPage, by: User | None = None) -> AnyPage:
    """Add a new page below its index page and publish it; raises ValidationError for what does not fit."""
    add_draft_below(parent=parent, page=page, by=by)
    page.save_revision(user=by).publish(user=by)
    page.refresh_from_db()
    return page


@transaction.atomic
def add_draft_below(*, parent: Page, page: AnyPage, by: User | None = None) -> AnyPage:
    """Add a new page below its index page, to be published later; raises ValidationError likewise."""
    # What does not fit in its column is told of at its field, before a database refuses the row.
    page.clean_fields(exclude={field.name for field in Page._meta.get_fields()})
    page.live = False
    page.owner = by
    return add_page(parent=parent, page=page)


@transaction.atomic
def put_before_standard_pages(page: AnyPage) -> AnyPage:
    """Move a new list before the pages about the site itself: editors come for what is in the lists."""
    lock_page_tree()
    first = StandardPage.objects.sibling_of(page).order_by("path").first()
    return move_page_before(page=page, neighbour=first) if first is not None else page


def index_of(model: type[Any]) -> Any:
    """Give the one index page of a kind; raises LookupError when `setup` has not run."""
    page = model.objects.filter(alias_of__isnull=True).order_by("path").first()
    if page is None:
        raise LookupError(f"there is no {model._meta.verbose_name} yet: run manage.py setup")
    return page
