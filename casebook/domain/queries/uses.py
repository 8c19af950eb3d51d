"""Where something is used, so that it is not deleted from under what is built on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import PROTECT, RESTRICT, Model
from modelcluster.fields import ParentalKey
from wagtail.models import Page, ReferenceIndex
from wagtail.query import PageQuerySet

from casebook.models import ObstaclePage


@dataclass(frozen=True)
class Use:
    """Something that uses another thing: the thing itself, and what kind of thing it is."""

    user: Model
    kind: str
    title: str


def uses_of(instance: Model) -> list[Use]:
    """Give what would break when this were deleted, each once, by kind and title."""
    found = {_key(user): user for user in [*_by_relation(instance), *_by_story(instance)]}
    uses = [Use(user, str(user._meta.verbose_name), _title(user)) for user in found.values()]
    return sorted(uses, key=lambda use: (use.kind, use.title.casefold()))


def uses_below(page: Page) -> dict[Model, list[Use]]:
    """Give the obstacles at or below a page that something outside of it uses, with those uses."""
    found: dict[Model, list[Use]] = {}
    for obstacle in ObstaclePage.objects.descendant_of(page, inclusive=True).order_by("code"):
        uses = [use for use in uses_of(obstacle) if not _lies_below(use.user, page)]
        if uses:
            found[obstacle] = uses
    return found


def _by_relation(instance: Model) -> Iterable[Model]:
    """Follow every relation that forbids deletion to what it belongs to, in whatever room that is."""
    for relation in instance._meta.related_objects:
        if relation.on_delete not in {PROTECT, RESTRICT}:
            continue
        field: Any = relation.field
        for row in field.model._default_manager.filter(**{field.name: instance.pk}):
            yield _owner(row)


def _by_story(instance: Model) -> Iterable[Model]:
    """Give the pages whose story names an obstacle in the margin."""
    if isinstance(instance, Page):
        yield from pages_that_name(instance).exclude(pk=instance.pk).specific()


def pages_that_name(page: Page) -> PageQuerySet:
    """Give the pages that refer to a page in their stories, its own links included."""
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Page),
        to_object_id=str(page.pk),
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    return Page.objects.filter(pk__in=[int(pk) for pk in references.values_list("object_id", flat=True)])


def _owner(row: Model) -> Model:
    """Give what a child row is part of, or the row itself."""
    for field in row._meta.get_fields():
        if isinstance(field, ParentalKey):
            owner: Model = getattr(row, field.name)
            return owner
    return row


def _key(user: Model) -> tuple[str, Any]:
    return ("page" if isinstance(user, Page) else user._meta.label, user.pk)


def _title(user: Model) -> str:
    return str(user.get_admin_display_title() if isinstance(user, Page) else user)


def _lies_below(user: Model, page: Page) -> bool:
    return isinstance(user, Page) and (user.pk == page.pk or user.is_descendant_of(page))
