"""Makes what ships with the site once; from then on it belongs to the editors."""

from collections.abc import Callable, Collection, Iterable
from typing import TypeVar

from django.db import transaction

from website.models import SeededItem

Made = TypeVar("Made")


@transaction.atomic
def ensure_once(
    *, kind: str, keys: Iterable[str], present: Collection[str], make: Callable[[str], Made]
) -> list[Made]:
    """Make what was never made here before, in the order of the keys; gives what is new.

    What is there already is written down as made, so that it stays away when it is deleted later on.
    """
    known = set(SeededItem.objects.filter(kind=kind).values_list("key", flat=True))
    new = [key for key in dict.fromkeys(keys) if key not in known]
    SeededItem.objects.bulk_create(SeededItem(kind=kind, key=key) for key in new)
    return [make(key) for key in new if key not in present]
