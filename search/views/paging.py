"""The pages around the current one."""

from typing import Any

from search.forms.address import Address
from search.port import MOST_PAGES, PAGE_SIZE
from website.paging import pages_around


def last_page(total: int) -> int:
    """The number of the last page that is shown; 1 when there is nothing."""
    return max(1, min(MOST_PAGES, -(-total // PAGE_SIZE)))


def paging_of(address: Address, page: int, total: int) -> dict[str, Any]:
    """What the pagination component needs; empty when everything fits on one page."""
    return pages_around(current=page, last=last_page(total), address=address.page)
