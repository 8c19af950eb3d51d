"""Which pages may stand in an index, and their documents as the database has them now."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils import timezone

from search.documents import Document
from search.registry import Findable, findables
from website.models import ContentPage


def indexable(now: datetime) -> QuerySet[ContentPage]:
    """The first wall: published pages of registered kinds, no aliases, nothing embargoed or expired."""
    models = [findable.model for findable in findables()]
    kinds = ContentType.objects.get_for_models(*models).values()
    return ContentPage.objects.filter(
        Q(expire_at__isnull=True) | Q(expire_at__gt=now),
        Q(go_live_at__isnull=True) | Q(go_live_at__lte=now),
        live=True,
        alias_of__isnull=True,
        content_type__in=list(kinds),
    )


def rights_now(page_ids: Collection[int]) -> dict[int, tuple[str, datetime | None]]:
    """Of those pages that may stand in the index now: their audience, and until when they are there."""
    rows = indexable(timezone.now()).filter(pk__in=page_ids)
    return {pk: (audience, until) for pk, audience, until in rows.values_list("pk", "audience", "expire_at")}


def read_documents(page_ids: Sequence[int]) -> list[Document]:
    wanted = set(indexable(timezone.now()).filter(pk__in=page_ids).values_list("pk", flat=True))
    return [document for findable in findables() for document in _documents(findable, wanted)]


def _documents(findable: Findable, page_ids: set[int]) -> Iterator[Document]:
    kind = ContentType.objects.get_for_model(findable.model)
    rows = findable.model.objects.filter(pk__in=page_ids, content_type=kind) if page_ids else ()
    for page in findable.with_related(rows) if rows else ():
        yield findable.document(page)
