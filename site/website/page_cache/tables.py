"""The tables of which pages show something; a write to any other table leaves the page cache as it is."""

import functools
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Model
from modelcluster.models import get_all_child_relations
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site, get_page_models

from website.models import Attachment, Picture

# Shown without a column of a page that refers to them: the tree itself, what stories hold, the root of the
# site, and redirects. Other rooms add theirs.
_registered: set[type[Model]] = {Attachment, Page, Picture, Redirect, Site}


def register(*models: type[Model]) -> None:
    """Say that pages show these, though no page refers to them in a column."""
    _registered.update(models)
    shown_tables.cache_clear()


@functools.cache
def shown_tables() -> frozenset[str]:
    """The tables of all kinds of page, of their rows, and of what either refers to in our rooms."""
    seen: set[type[Model]] = set()
    waiting: list[type[Model]] = [*get_page_models(), *_registered]
    while waiting:
        model = waiting.pop()
        if model in seen:
            continue
        seen.add(model)
        many: list[Any] = list(model._meta.local_many_to_many)
        referred = [
            *(relation.related_model for relation in get_all_child_relations(model)),
            *(field.related_model for field in (*model._meta.local_fields, *many) if field.remote_field),
            *(field.remote_field.through for field in many),
        ]
        # Wagtail's own tables hold drafts, comments and locks; users are not shown.
        ours = (one for one in referred if one._meta.app_label in settings.ROOMS)
        waiting.extend(one for one in ours if one is not get_user_model())
    return frozenset(model._meta.db_table for model in seen)
