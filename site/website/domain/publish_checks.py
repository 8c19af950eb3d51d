"""Whether a page is complete enough to be published."""

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from wagtail.models import Page


def what_is_missing(*, page: Page) -> list[str]:
    """Say what the newest version of a page lacks, one line a field; nothing when it can be published."""
    newest = page.get_latest_revision_as_object()
    newest.live = True
    # Before what is wrong with a field stands its name; of rows the message says enough.
    names = {field.name: field.verbose_name for field in (*newest._meta.fields, *newest._meta.many_to_many)}
    try:
        newest.full_clean()
    except ValidationError as error:
        return [
            f"{capfirst(str(names[name]))}: {' '.join(messages)}" if name in names else " ".join(messages)
            for name, messages in error.message_dict.items()
        ]
    return []
