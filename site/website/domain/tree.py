"""The shape of the page tree: one change of it at a time."""

from wagtail.models import Page


def take_the_tree() -> None:
    """Wait until nobody else changes the tree, and keep others waiting until this transaction ends.

    Such a change renumbers other pages as well: two at once would wait for each other for ever, take the same
    number, or leave a page where its parent no longer is. The root, which is never changed, stands for the
    whole. Pages that were read before this may be out of date. On SQLite there is one writer anyhow.
    """
    Page.objects.select_for_update().filter(depth=1).values_list("pk", flat=True).first()
