"""Very many pages in a moment: written as rows, by the site and by the peer alike.

Making and publishing pages one by one, as people do, would take an hour for what is only there to be among.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, connections, models, transaction
from django.utils import timezone
from wagtail.models import Page

BATCH = 500


def grow(model: type[Page], parent: Page, rows: Iterable[Mapping[str, Any]]) -> list[int]:
    """Put a published page below ``parent`` for every row of its fields; gives their ids."""
    kind = ContentType.objects.get_for_model(model)
    parent = Page.objects.get(pk=parent.pk)
    number = (Page.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    step = parent.numchild + 1
    now, ids = timezone.now(), []
    for batch in batches(rows):
        pages = []
        for row in batch:
            slug = row.get("slug", f"pagina-{number}")
            page = model(
                content_type=kind,
                path=Page._get_path(parent.path, parent.depth + 1, step),
                depth=parent.depth + 1,
                url_path=f"{parent.url_path}{slug}/",
                draft_title=row["title"],
                locale_id=parent.locale_id,
                live=True,
                first_published_at=now,
                last_published_at=now,
                **{"slug": slug, **row},
            )
            for link in chain(model):
                setattr(page, link._meta.pk.attname, number)
            pages.append(page)
            ids.append(number)
            number, step = number + 1, step + 1
        with transaction.atomic():
            for table in chain(model):
                write(table, pages)
    Page.objects.filter(pk=parent.pk).update(numchild=step - 1)
    catch_up(*chain(model))
    count_rows()
    return ids


def chain(model: type[models.Model]) -> list[type[models.Model]]:
    """The models that each keep a part of a page's fields, the outermost first."""
    return [one for one in reversed(model.__mro__) if hasattr(one, "_meta") and not one._meta.abstract]


def write(table: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Write rows into this table alone, as they are."""
    fields = table._meta.local_concrete_fields
    most = connection.ops.bulk_batch_size(list(fields), rows)
    for start in range(0, len(rows), most):
        table._base_manager._insert(
            rows[start : start + most], fields=fields, using=connection.alias, raw=True
        )


def catch_up(*tables: type[models.Model]) -> None:
    """Let the database count on from the numbers that were given here."""
    statements = connection.ops.sequence_reset_sql(no_style(), list(tables))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def count_rows(using: str = "default") -> None:
    """Let PostgreSQL know how many rows there are, as it finds out by itself within a minute where autovacuum
    is on: it plans by that. The server of the tests has it off."""
    if connections[using].vendor == "postgresql":
        with connections[using].cursor() as cursor:
            cursor.execute("ANALYZE")


def batches(rows: Iterable[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    """The rows, some hundreds at a time."""
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        yield batch
