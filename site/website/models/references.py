"""When Wagtail updates its index of references, by which it knows what uses a page, picture or file."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import Model


@contextmanager
def references_not_updated() -> Iterator[None]:
    """Update nothing while fields without references are saved, such as the dates of a draft."""
    # This import needs the models, which are not loaded when this module is.
    from wagtail.signal_handlers import disable_reference_index_auto_update

    with disable_reference_index_auto_update():
        yield


@contextmanager
def references_updated_once(instance: Model) -> Iterator[None]:
    """Update once at the end of the block, after an instance and its rows; Wagtail does so after each row."""
    from wagtail.signal_handlers import update_reference_index_on_save

    with references_not_updated():
        yield
    update_reference_index_on_save(instance)
