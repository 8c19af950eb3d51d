"""Reads what the rows of pages point to with one query, and only the fields that are shown."""

from collections.abc import Iterable
from typing import Any

from modelcluster.fields import ParentalKey

from website.models import ContentPage


def linked(page: ContentPage, relation: str, field: str, *, only: Iterable[str]) -> list[Any]:
    """What the rows of a page point to, in the order of the editor; in a preview the rows of its form."""
    rows = getattr(page, relation)
    rows = _with_fields(rows.select_related(field), rows.model, field, only)
    return [getattr(row, field) for row in rows if getattr(row, f"{field}_id")]


def linked_of_many(
    model: type[Any], field: str, pages: Iterable[int], *, only: Iterable[str]
) -> dict[int, list[Any]]:
    """The same for many pages, by their keys; `model` is that of the rows.

    A prefetch would do the same, and takes twice as long.
    """
    wanted = list(pages)
    if not wanted:
        return {}
    parent = _parent(model)
    rows = model._default_manager.filter(**{f"{parent}__in": wanted}).select_related(field)
    found: dict[int, list[Any]] = {}
    for row in _with_fields(rows, model, field, only).order_by("sort_order"):
        found.setdefault(getattr(row, f"{parent}_id"), []).append(getattr(row, field))
    return found


def _with_fields(rows: Any, model: type[Any], field: str, only: Iterable[str]) -> Any:
    return rows.only(_parent(model), "sort_order", *(f"{field}__{name}" for name in only))


def _parent(model: type[Any]) -> str:
    (parent,) = (one.name for one in model._meta.fields if isinstance(one, ParentalKey))
    return parent
