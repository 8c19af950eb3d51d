"""The links to other pages of a list, in the form that the pagination takes, and what its own is called."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _


def title_note(number: int, chosen: Iterable[str] = ()) -> str:
    """What tells this page of a list from its others: the choices, and the number unless it is the first."""
    page = [_("page %(number)d") % {"number": number}] if number > 1 else []
    return ", ".join([*chosen, *page])


def pages_around(*, current: int, last: int, address: Callable[[int], str]) -> dict[str, Any]:
    """Give the first page, the last, and those around the current one; nothing when one page holds all.

    `address` gives the address of a page by its number.
    """
    if last < 2 or current > last:
        return {}
    numbers = Paginator(range(last), 1).get_elided_page_range(current, on_each_side=2, on_ends=1)
    return {
        "pages": [
            {"number": number, "url": address(number), "current": number == current}
            if isinstance(number, int)
            else {"gap": True}
            for number in numbers
        ],
        "previous_url": address(current - 1) if current > 1 else "",
        "next_url": address(current + 1) if current < last else "",
    }
