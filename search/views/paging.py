"""The pages around the current one."""

from typing import Any

from search.forms.address import Address
from search.port import MOST_PAGES, PAGE_SIZE

_AROUND = 2


def last_page(total: int) -> int:
    """The number of the last page that is shown; 1 when there is nothing."""
    return max(1, min(MOST_PAGES, -(-total // PAGE_SIZE)))


def paging_of(address: Address, page: int, total: int) -> dict[str, Any]:
    """What the pagination component needs; empty when everything fits on one page."""
    last = last_page(total)
    if last == 1 or page > last:
        return {}
    numbers = sorted({1, last, *range(max(1, page - _AROUND), min(last, page + _AROUND) + 1)})
    pages: list[dict[str, Any]] = []
    for before, number in zip([0, *numbers], numbers, strict=False):
        if number > before + 1:
            pages.append({"gap": True})
        pages.append({"number": number, "url": address.page(number), "current": number == page})
    return {
        "pages": pages,
        "previous_url": address.page(page - 1) if page > 1 else "",
        "next_url": address.page(page + 1) if page < last else "",
    }
