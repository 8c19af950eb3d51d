"""Whether a page is complete enough to be published."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.db.models import Field
from django.utils.text import capfirst
from wagtail.models import Page


def unfinished_among(*, pages: Iterable[Page]) -> dict[Page, list[str]]:
    """Give the pages whose newest version cannot be published yet, each with what it lacks."""
    return {page: lacks for page in pages if (lacks := what_is_missing(page=page))}


def what_is_missing(*, page: Page) -> list[str]:
    """Say what the newest version of a page lacks, one line a field; nothing when it can be published."""
    newest = page.get_latest_revision_as_object()
    newest.live = True
    try:
        newest.full_clean()
    except ValidationError as error:
        return [
            _line(newest, name, [str(message) for message in messages])
            for name, messages in error.message_dict.items()
        ]
    return []


def _line(page: Page, name: str, messages: list[str]) -> str:
    """Put the name of a field before what is wrong with it; of rows the message says enough."""
    text = " ".join(messages)
    if name == NON_FIELD_ERRORS:
        return text
    try:
        field: Any = page._meta.get_field(name)
    except FieldDoesNotExist:
        return text
    return f"{capfirst(str(field.verbose_name))}: {text}" if isinstance(field, Field) else text
