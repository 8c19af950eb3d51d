"""Locks: one change at a time of the page tree, and of one page."""

from collections.abc import Iterable

from wagtail.models import Page, Revision

# Columns that others change with the shape of the tree; a page in memory may hold old values.
PLACE = ("path", "depth", "numchild", "url_path")


def lock_page_tree() -> None:
    """Wait until nobody else changes the tree, and keep others waiting until this transaction ends.

    Such a change renumbers other pages as well: two at once would wait for each other for ever, take the same
    number, or leave a page where its parent no longer is. The root, which is never changed, stands for the
    whole. Pages that were read before this may be out of date. On SQLite there is one writer anyhow.

    Who locks more locks in this order: the tree, versions, pages.
    """
    rows = Page.objects.select_for_update(no_key=True).filter(depth=1)
    rows.order_by("pk").values_list("pk", flat=True).first()


def lock_page(page: Page) -> None:
    """Wait until nobody else changes this page, until this transaction ends, and take its place as it is now.

    What follows from the row is read after this. A page that gets another address locks the tree as well: the
    addresses of the pages below it follow.
    """
    row = Page.objects.filter(pk=page.pk)
    if row.exclude(slug=page.slug).exists():
        lock_page_tree()
    for place in row.select_for_update(no_key=True).values(*PLACE):
        for name, value in place.items():
            setattr(page, name, value)


def lock_versions(page_ids: Iterable[int]) -> None:
    """Wait until nobody publishes these pages, until this transaction ends.

    Publishing changes the versions of a page first, and then the page. Withdrawing does it the other way
    round and takes this lock first: the two would wait for each other for ever.
    """
    versions = Revision.page_revisions.filter(object_id__in=[str(pk) for pk in page_ids])
    list(versions.select_for_update(no_key=True).order_by("pk").values_list("pk"))
