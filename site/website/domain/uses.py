"""Where something is used, so that nothing is deleted that a page or record needs."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import PROTECT, RESTRICT, ForeignObjectRel, Model, Q, TextField
from django.db.models.functions import Cast
from modelcluster.fields import ParentalKey
from wagtail.models import Page, ReferenceIndex, Revision
from wagtail.query import PageQuerySet

# The characters around a number in JSON: plain, or in quotation marks, which a story escapes.
AROUND_A_NUMBER = ((": ", ","), (": ", "}"), ('"', '"'), ('"', "\\"))


@dataclass(frozen=True)
class Use:
    """Something that uses another thing; `in_draft` when its published state does not."""

    user: Model
    kind: str
    title: str
    in_draft: bool = False


def uses_of(thing: Model) -> list[Use]:
    """What would break if this were deleted, each once, ordered by kind and title."""
    return uses_among([thing]).get(thing, [])


def uses_among(things: Sequence[Model]) -> dict[Model, list[Use]]:
    """Give the things that something else uses, with those uses; drafts are read once for all of them."""
    if not things:
        return {}
    drafts = _drafts_naming(things)
    found = {thing: _uses(thing, drafts.get(_address(thing), ())) for thing in things}
    return {thing: uses for thing, uses in found.items() if uses}


def pages_that_name(thing: Model) -> PageQuerySet:
    """Give the pages that refer to a thing as they are published: in a field, a row or their story."""
    references = ReferenceIndex.get_references_to(thing).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    return Page.objects.filter(pk__in=[int(pk) for pk in references.values_list("object_id", flat=True)])


def _uses(thing: Model, drafts: Iterable[Page]) -> list[Use]:
    published = {_address(user): user for user in [*_by_relation(thing), *pages_that_name(thing).specific()]}
    users = {**{_address(page): page for page in drafts}, **published}
    uses = []
    for address, user in users.items():
        if address != _address(thing):
            title = str(user.get_admin_display_title() if isinstance(user, Page) else user)
            uses.append(Use(user, str(user._meta.verbose_name), title, in_draft=address not in published))
    return sorted(uses, key=lambda use: (use.kind, use.title.casefold()))


def _by_relation(thing: Model) -> Iterator[Model]:
    """The rows, in any room, whose relation to this forbids its deletion; of child rows their parent."""
    for relation in thing._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and relation.on_delete in {PROTECT, RESTRICT}:
            field: Any = relation.field
            parents = [one.name for one in field.model._meta.get_fields() if isinstance(one, ParentalKey)]
            for row in field.model._default_manager.filter(**{field.name: thing.pk}):
                yield getattr(row, parents[0]) if parents else row


def _drafts_naming(things: Sequence[Model]) -> dict[tuple[int, str], list[Page]]:
    """Give the latest drafts and scheduled versions that refer to a thing: Wagtail's index knows published
    rows only. Only those in whose text the database finds one are unpacked."""
    changed = Page.objects.filter(has_unpublished_changes=True).exclude(latest_revision=None)
    revisions = Revision.page_revisions.filter(
        Q(pk__in=changed.values("latest_revision")) | Q(approved_go_live_at__isnull=False)
    )
    texts = revisions.alias(text=Cast("content", TextField()))
    if len(things) == 1:
        # The pattern takes ten times as long as plain words, which rule out most texts.
        words = [f"{before}{things[0].pk}{after}" for before, after in AROUND_A_NUMBER]
        texts = texts.filter(reduce(or_, (Q(text__contains=word) for word in words)))
    naming = texts.filter(text__regex=_names(things))
    found: dict[tuple[int, str], list[Page]] = {}
    for revision in naming.select_related("content_type"):
        kind = revision.content_type.model_class()
        # Unchecked, as a draft may name something deleted.
        draft = kind.from_serializable_data(revision.content, check_fks=False)
        draft.draft_title = draft.title
        # As Wagtail's index would be if this draft were published.
        with transaction.atomic():
            ReferenceIndex.create_or_update_for_object(draft)
            references = ReferenceIndex.get_references_for_object(draft)
            for address in set(references.values_list("to_content_type", "to_object_id")):
                found.setdefault(address, []).append(draft)
            transaction.set_rollback(True)
    return found


def _names(things: Iterable[Model]) -> str:
    """A pattern for the text of a draft that names one of these: as the value of a field or block, or in a
    link or picture among words. Numbers that a page keeps about itself are left out.

    What it finds too much costs time only. In a story quotation marks are escaped, once or more.
    """
    ids = "|".join(sorted({re.escape(str(thing.pk)) for thing in things}))
    own = "|".join(sorted({*(field.name for field in Page._meta.concrete_fields), "pk", "sort_order"}))
    quote = r'\\*"'
    value = rf'{quote}(?!(?:{own})\\*")\w+{quote}: (?:{quote})?(?:{ids})(?:{quote})?[,}}]'
    return rf"{value}| id={quote}(?:{ids}){quote}"


def _address(thing: Model) -> tuple[int, str]:
    """As in the index of references."""
    base = (type(thing)._meta.get_parent_list() or [type(thing)])[-1]
    return ContentType.objects.get_for_model(base).pk, str(thing.pk)
