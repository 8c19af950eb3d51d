"""Whether a page is complete enough to be published."""

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from wagtail.models import Page


def what_is_missing(*, page: Page) -> list[str]:
    """Say what the newest version of a page lacks, one line a field; nothing when it can be published."""
    newest = page.get_latest_revision_as_object()
    newest.live = True
    try:
        newest.full_clean()
    except ValidationError as error:
        return [_line(newest, name, " ".join(messages)) for name, messages in error.message_dict.items()]
    return []


def _line(page: Page, name: str, text: str) -> str:
    """Put the name of a field before what is wrong with it; of rows the message says enough."""
    fields = {field.name: field for field in (*page._meta.fields, *page._meta.many_to_many)}
    return f"{capfirst(str(fields[name].verbose_name))}: {text}" if name in fields else text
