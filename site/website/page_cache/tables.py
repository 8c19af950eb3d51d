"""The tables of which pages show something; a write to any other table leaves the page cache as it is."""

import functools
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Model
from modelcluster.models import get_all_child_relations
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site, get_page_models

from website.models import Attachment, Picture

ModelClass = type[Model]

# Shown without a column of a page that refers to them: the tree itself, what stories hold, the root of the
# site, and redirects. Other rooms add theirs.
_registered: set[ModelClass] = {Attachment, Page, Picture, Redirect, Site}


def register(*models: ModelClass) -> None:
    """Say that pages show these, though no page refers to them in a column."""
    _registered.update(models)
    shown_tables.cache_clear()


@functools.cache
def shown_tables() -> frozenset[str]:
    """The tables of all kinds of page, of their rows, and of what either refers to in our rooms."""
    seen: set[ModelClass] = set()
    waiting: list[ModelClass] = [*get_page_models(), *_registered]
    while waiting:
        model = waiting.pop()
        if model not in seen:
            seen.add(model)
            # Wagtail's own tables hold drafts, comments and locks; users are not shown.
            ours = (one for one in _referred_to_by(model) if one._meta.app_label in settings.ROOMS)
            waiting.extend(one for one in ours if one is not get_user_model())
    return frozenset(model._meta.db_table for model in seen)


def _referred_to_by(model: ModelClass) -> Iterator[ModelClass]:
    yield from (relation.related_model for relation in get_all_child_relations(model))
    fields: list[Any] = [*model._meta.local_fields, *model._meta.local_many_to_many]
    for field in fields:
        if field.remote_field:
            yield field.related_model
        if field.many_to_many:
            yield field.remote_field.through
