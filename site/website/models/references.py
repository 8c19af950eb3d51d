"""When Wagtail updates its index of references, by which it knows what uses a page, picture or file."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import Model


@contextmanager
def references_not_updated() -> Iterator[None]:
    """Gather none while something is saved that refers to nothing, such as the dates of a draft."""
    # It asks for the models, which are not there yet when this is read.
    from wagtail.signal_handlers import disable_reference_index_auto_update

    with disable_reference_index_auto_update():
        yield


@contextmanager
def references_updated_once(instance: Model) -> Iterator[None]:
    """Gather them when the block that saves a thing with its rows ends; Wagtail does after each row."""
    from wagtail.signal_handlers import update_reference_index_on_save

    with references_not_updated():
        yield
    update_reference_index_on_save(instance)
