"""Adding and moving pages: the only way for domain code, one change of the tree at a time."""

from typing import TypeVar

from django.db import transaction
from wagtail.models import Page

from website.models.page_locks import PLACE, lock_page_tree

AnyPage = TypeVar("AnyPage", bound=Page)


@transaction.atomic
def add_page(*, parent: Page, page: AnyPage) -> AnyPage:
    """Add a new page as the last one below its parent, wherever that is by now."""
    lock_page_tree()
    parent.refresh_from_db(fields=PLACE)
    parent.add_child(instance=page)
    return page


@transaction.atomic
def move_page_before(*, page: AnyPage, neighbour: Page) -> AnyPage:
    """Move a page to the place before another one; gives it as it is afterwards."""
    lock_page_tree()
    for each in (page, neighbour):
        each.refresh_from_db(fields=PLACE)
    page.move(neighbour, pos="left")
    moved: AnyPage = type(page)._default_manager.get(pk=page.pk)
    return moved
