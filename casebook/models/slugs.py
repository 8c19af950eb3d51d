"""Gives a named thing an address that nobody else of its kind has."""

from typing import Any

from django.db import models
from django.utils.text import slugify


def unique_slug(instance: models.Model, text: str, max_length: int = 80) -> str:
    """Make a slug of a text; a number is added when another row of the same model has it."""
    base = slugify(text)[: max_length - 4].strip("-") or "naamloos"
    others: models.QuerySet[Any] = type(instance)._default_manager.exclude(pk=instance.pk)
    taken = set(others.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
