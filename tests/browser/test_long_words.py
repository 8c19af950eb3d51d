"""Words of sixty letters break on every kind of page, and ordinary words stay whole."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.long_words import LOOKS, SCRIPT, broken_on, trouble_on
from tests.browser.test_accessibility import STATES

# Of each kind the fullest state that it has a row for; there a kind without a row fails.
FULLEST = {
    "casebook.LessonIndexPage": "narrowed",
    "casebook.LessonPage": "did not work",
    "events.MeetingPage": "past",
    "search": "narrowed",
}
CASES = [
    pytest.param(states[FULLEST.get(kind, next(iter(states)))], id=kind) for kind, states in STATES.items()
]
NOTHING: dict[str, list[str]] = {look: [] for look in LOOKS}


@pytest.mark.parametrize("url", CASES)
def test_page_holds_long_words_everywhere_and_breaks_no_ordinary_one(visitor: Page, url: str) -> None:
    answer = visitor.goto(url, timeout=60_000)  # may be the first page that a new process makes
    assert answer.status == (404 if url in STATES["not found"].values() else 200)

    assert {width: broken_on(visitor, width) for width in (1280, 320)} == {1280: [], 320: []}
    assert trouble_on(visitor) == NOTHING


def test_long_word_that_is_not_found_is_repeated_without_scrolling(
    context_of: Callable[..., BrowserContext],
) -> None:
    page = context_of(viewport={"width": 320, "height": 900}).new_page()
    page.goto("/zoeken/?q=" + "hottentottententententoonstellingsbouwbegeleidingscommissies")

    assert page.evaluate(f"{SCRIPT}.trouble()") == []


def test_open_menu_of_a_phone_holds_long_words(context_of: Callable[..., BrowserContext]) -> None:
    page = context_of(viewport={"width": 320, "height": 900}).new_page()
    page.goto("/privacy/")
    page.locator(".rb-menu summary").click()

    page.evaluate(f"{SCRIPT}.stretch()")

    assert page.evaluate(f"{SCRIPT}.outside()") == []
