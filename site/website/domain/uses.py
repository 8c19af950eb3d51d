"""Where something is used, so that it is not deleted from under what is built on it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import PROTECT, RESTRICT, ForeignObjectRel, Model, Q
from modelcluster.fields import ParentalKey
from wagtail.models import Page, ReferenceIndex, Revision
from wagtail.query import PageQuerySet


@dataclass(frozen=True)
class Use:
    """Something that uses another thing; `in_draft` when its published state does not."""

    user: Model
    kind: str
    title: str
    in_draft: bool = False


def uses_of(thing: Model) -> list[Use]:
    """Give what would break when this were deleted, each once, by kind and title."""
    return uses_among([thing]).get(thing, [])


def uses_among(things: Sequence[Model]) -> dict[Model, list[Use]]:
    """Give the things that something else uses, with those uses; drafts are read once for all of them."""
    if not things:
        return {}
    drafts = _references_of_drafts()
    found = {thing: _uses(thing, drafts.get(_address(thing), ())) for thing in things}
    return {thing: uses for thing, uses in found.items() if uses}


def pages_that_name(thing: Model) -> PageQuerySet:
    """Give the pages that refer to a thing as they are published: in a field, a row or their story."""
    references = ReferenceIndex.get_references_to(thing).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    return Page.objects.filter(pk__in=[int(pk) for pk in references.values_list("object_id", flat=True)])


def _uses(thing: Model, drafts: Iterable[Page]) -> list[Use]:
    pages = pages_that_name(thing).specific()
    published = {_key(user): user for user in [*_by_relation(thing), *pages]}
    in_draft = {_key(page): page for page in drafts if _key(page) not in published}
    uses = [
        Use(user, str(user._meta.verbose_name), _title(user), in_draft=key in in_draft)
        for key, user in {**published, **in_draft}.items()
        if key != _key(thing)
    ]
    return sorted(uses, key=lambda use: (use.kind, use.title.casefold()))


def _by_relation(thing: Model) -> Iterator[Model]:
    """Follow every relation that forbids deletion to what it belongs to, in whatever room that is."""
    for relation in thing._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.on_delete not in {PROTECT, RESTRICT}:
            continue
        field: Any = relation.field
        for row in field.model._default_manager.filter(**{field.name: thing.pk}):
            yield _owner(row)


def _owner(row: Model) -> Model:
    """Give what a child row is part of, or the row itself."""
    for field in row._meta.get_fields():
        if isinstance(field, ParentalKey):
            owner: Model = getattr(row, field.name)
            return owner
    return row


def _references_of_drafts() -> Mapping[tuple[int, str], list[Page]]:
    """Give what latest drafts and scheduled versions refer to: Wagtail's index knows published rows only."""
    changed = Page.objects.filter(has_unpublished_changes=True).exclude(latest_revision=None)
    revisions = Revision.page_revisions.filter(
        Q(pk__in=changed.values("latest_revision")) | Q(approved_go_live_at__isnull=False)
    )
    found: dict[tuple[int, str], list[Page]] = {}
    for revision in revisions.select_related("content_type"):
        kind = revision.content_type.model_class()
        # Unchecked, as a draft may name what is gone. Its references are read as Wagtail reads a row's.
        draft = kind.from_serializable_data(revision.content, check_fks=False)
        draft.draft_title = draft.title
        for content_type, pk, *_path in ReferenceIndex._extract_references_from_object(draft):
            found.setdefault((content_type, pk), []).append(draft)
    return found


def _address(thing: Model) -> tuple[int, str]:
    """Give how the index of references names a thing."""
    return ReferenceIndex._get_base_content_type(thing).pk, str(thing.pk)


def _key(user: Model) -> tuple[str, Any]:
    return ("page" if isinstance(user, Page) else user._meta.label, user.pk)


def _title(user: Model) -> str:
    return str(user.get_admin_display_title() if isinstance(user, Page) else user)
