"""What a page is tied to, read with as few queries as it takes."""

from typing import Any

from django.db.models import Prefetch

from website.models import ContentPage


def linked(page: ContentPage, relation: str, field: str, *more: Prefetch) -> list[Any]:
    """Give what the child rows of a page point to, in the order of the editor; one query, and one per `more`.

    In a preview the rows are those of the form, not yet in the database.
    """
    rows = getattr(page, relation)
    if page.pk is None or relation in getattr(page, "_cluster_related_objects", {}):
        return [getattr(row, field) for row in rows.all() if getattr(row, f"{field}_id")]
    found = rows.get_live_queryset().select_related(field).prefetch_related(*more)
    return [getattr(row, field) for row in found]
