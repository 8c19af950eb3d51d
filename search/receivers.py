"""Answers to changes: a page's own entry in the transaction of its change, pages built from it by message."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_save, pre_delete

from outbox import registry as outbox_registry
from outbox.messages import enqueue
from outbox.models import OutboxMessage
from search.domain.elasticsearch_sync import BATCH, apply_sync
from search.domain.indexing import DEPENDANTS, index_page, index_pages, remove_page
from search.domain.queries.indexable import SYNC
from search.domain.rebuild import REBUILD, maintain_index, rebuild_if_missing, repair_drift
from search.registry import dependants_of, parts
from website.changes import page_changed
from website.models import ContentPage


def connect() -> None:
    page_changed.connect(index_changed_page, dispatch_uid="search.page_changed")
    outbox_registry.register(DEPENDANTS, index_dependants, batch=BATCH)
    # An index outside is expendable and comes back by itself: changes that it missed are never given up.
    patience = outbox_registry.Retry(first=timedelta(seconds=1), longest=timedelta(seconds=30), attempts=None)
    outbox_registry.register(SYNC, apply_sync, batch=BATCH, retry=patience)
    outbox_registry.register(REBUILD, rebuild_if_missing, retry=patience)
    outbox_registry.register_periodic_task("search outside is there", maintain_index)
    outbox_registry.register_periodic_task("search outside is right", repair_drift, every=timedelta(hours=1))
    for model in parts():
        uid = f"search.{model._meta.label}"
        pre_delete.connect(part_deleted, sender=model, dispatch_uid=f"{uid}.deleted")
        if not issubclass(model, ContentPage):
            post_save.connect(part_saved, sender=model, dispatch_uid=f"{uid}.saved")


def index_changed_page(page_id: int, removed: bool, **kwargs: Any) -> None:
    """The page's own entry and every removal: now, in the transaction that changes the page."""
    if removed:
        remove_page(page_id=page_id)
        return
    index_page(page_id=page_id)
    page = ContentPage.objects.filter(pk=page_id).first()
    if page is not None and page.specific_class in parts():
        _enqueue(page.specific_class, page.pk)


def part_saved(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Pages are built from what was saved: their words follow within seconds."""
    _enqueue(sender, instance.pk)


def part_deleted(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """It is about to go, and with it the way to the pages: the message names them."""
    _enqueue(sender, instance.pk, pages=dependants_of(instance))


def index_dependants(messages: Sequence[OutboxMessage]) -> Mapping[int, Exception]:
    """Index the pages built from the things in the payloads, each page once."""
    try:
        index_pages(page_ids=set().union(*map(_dependants, messages)))
    except Exception as error:
        if len(messages) == 1:
            return {messages[0].pk: error}
        # One page that cannot be indexed does not keep the others from it.
        return {pk: wrong for message in messages for pk, wrong in index_dependants([message]).items()}
    return {}


def _dependants(message: OutboxMessage) -> set[int]:
    """The pages that the message names, and those built from its thing now; it may be gone."""
    model = apps.get_model(message.payload["model"])
    instance = model._default_manager.filter(pk=message.payload["pk"]).first()
    found = dependants_of(instance) if instance is not None else set()
    return found.union(message.payload["pages"])


def _enqueue(model: type[Model], pk: Any, pages: Iterable[int] = ()) -> None:
    # A save in a transaction has the message in it; a bare save gets one of its own.
    with transaction.atomic():
        enqueue(
            kind=DEPENDANTS,
            key=f"{DEPENDANTS}:{model._meta.label_lower}:{pk}",
            payload={"model": model._meta.label, "pk": pk, "pages": sorted(pages)},
        )
