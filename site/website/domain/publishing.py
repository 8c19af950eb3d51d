"""Publishing a new page below its list, in one transaction with all that follows from it."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import transaction
from wagtail.models import Orderable, Page

from accounts.models import User
from website.domain.page_tree import add_page, move_page_before
from website.models import ContentPage, StandardPage
from website.models.page_locks import lock_page_tree

AnyPage = TypeVar("AnyPage", bound=ContentPage)
AnyRow = TypeVar("AnyRow", bound=Orderable)


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


def in_order(rows: Sequence[AnyRow]) -> list[AnyRow]:
    """Number the child rows of a page in the order given."""
    for number, row in enumerate(rows):
        row.sort_order = number
    return list(rows)
