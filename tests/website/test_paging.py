"""The pages around the current one: the first, the last and the neighbours, with gaps between."""

import pytest

from website.paging import pages_around


def shown(current: int, last: int) -> list[str]:
    pages = pages_around(current=current, last=last, address=str).get("pages", [])
    return ["…" if page.get("gap") else f"[{page['url']}]" * page["current"] or page["url"] for page in pages]


@pytest.mark.parametrize(
    ("current", "last", "pages"),
    [
        (1, 1, ""),
        (1, 0, ""),
        (3, 2, ""),
        (1, 2, "[1] 2"),
        (1, 9, "[1] 2 3 … 9"),
        (4, 9, "1 2 3 [4] 5 6 … 9"),
        (5, 9, "1 2 3 4 [5] 6 7 8 9"),
        (6, 11, "1 … 4 5 [6] 7 8 … 11"),
        (9, 9, "1 … 7 8 [9]"),
    ],
)
def test_pages_are_the_first_the_last_and_those_around_the_current(current: int, last: int, pages: str):
    assert " ".join(shown(current, last)) == pages


@pytest.mark.parametrize(("current", "steps"), [(1, ("", "2")), (2, ("1", "3")), (3, ("2", ""))])
def test_steps_lead_to_the_page_before_and_the_page_after(current: int, steps: tuple[str, str]):
    found = pages_around(current=current, last=3, address=str)

    assert (found["previous_url"], found["next_url"]) == steps
