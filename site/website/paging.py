"""The links to other pages of a list, in the form that the pagination component takes."""

from collections.abc import Callable
from typing import Any

AROUND = 2


def pages_around(*, current: int, last: int, address: Callable[[int], str]) -> dict[str, Any]:
    """Give the first page, the last, and those around the current one; nothing when one page holds all.

    `address` gives the address of a page by its number.
    """
    if last < 2 or current > last:
        return {}
    numbers = sorted({1, last, *range(max(1, current - AROUND), min(last, current + AROUND) + 1)})
    pages: list[dict[str, Any]] = []
    for before, number in zip([0, *numbers], numbers, strict=False):
        if number > before + 1:
            pages.append({"gap": True})
        pages.append({"number": number, "url": address(number), "current": number == current})
    return {
        "pages": pages,
        "previous_url": address(current - 1) if current > 1 else "",
        "next_url": address(current + 1) if current < last else "",
    }
