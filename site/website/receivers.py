"""Receivers of Django's signals, for saves and deletions that never pass through ContentPage."""

from typing import Any

from django.core.files.storage import storages
from django.db.models.signals import post_delete, post_init, post_save, pre_save
from wagtail.models import Page, UploadedFile

from website.changes import page_changed
from website.models.content_page import is_draft_only
from website.models.page_locks import lock_page
from website.models.picture import Picture


def connect() -> None:
    pre_save.connect(before_bare_page_save, sender=Page, dispatch_uid="website.before_bare_page_save")
    post_save.connect(after_bare_page_save, sender=Page, dispatch_uid="website.after_bare_page_save")
    post_delete.connect(page_deleted, sender=Page, dispatch_uid="website.page_deleted")
    post_delete.connect(picture_deleted, sender=Picture, dispatch_uid="website.picture_deleted")
    post_init.connect(use_private_storage, sender=UploadedFile, dispatch_uid="website.use_private_storage")


def before_bare_page_save(
    instance: Page, update_fields: Any = None, raw: bool = False, **kwargs: Any
) -> None:
    """Take the place in the tree, and the address with it, from the database: the page may have moved since
    it was read."""
    if type(instance) is Page and instance.pk and not raw and not is_draft_only(update_fields):
        lock_page(instance)
        if not instance.is_root():
            instance.set_url_path(instance.get_parent(update=True))


def after_bare_page_save(instance: Page, update_fields: Any = None, **kwargs: Any) -> None:
    """Admin move, reorder, bulk unpublish and expiry save a bare Page, past ContentPage.save."""
    if type(instance) is Page and not is_draft_only(update_fields):
        page_changed.send(Page, page_id=instance.pk, removed=False)


def page_deleted(instance: Page, **kwargs: Any) -> None:
    """The admin, and the deletion of a parent, bypass ContentPage.delete; this reaches each page."""
    page_changed.send(Page, page_id=instance.pk, removed=True)


def picture_deleted(instance: Picture, **kwargs: Any) -> None:
    """Let the outbox close a message about it that was given up because its file is broken."""
    instance.enqueue_sizes()


def use_private_storage(instance: UploadedFile, **kwargs: Any) -> None:
    """Keep an upload that waits for its title or collection out of the public folder."""
    instance.file.storage = storages["documents"]
