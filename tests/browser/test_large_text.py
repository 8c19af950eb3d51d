"""Letters twice as large on a telephone: nothing scrolls sideways, and what leads on stays in sight."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import FLAGS
from tests.browser.test_accessibility import CASES
from tests.servers.demo_site import DemoSite

WIDTH = 360


@pytest.fixture(scope="module")
def large(browser: Browser, chromium_path: str) -> Iterator[Browser]:
    """A browser whose owner set its letters to 32 pixels."""
    flags = [*FLAGS, "--blink-settings=defaultFontSize=32"]
    running = browser.browser_type.launch(executable_path=chromium_path, args=flags)
    yield running
    running.close()


@pytest.fixture
def phone(large: Browser, site: DemoSite) -> Iterator[Page]:
    context = large.new_context(base_url=site.url, viewport={"width": WIDTH, "height": 780})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("url", CASES)
def test_page_fits_and_search_and_menu_are_whole_words_in_sight(phone: Page, url: str) -> None:
    phone.goto(url, timeout=60_000)

    assert phone.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    assert phone.evaluate("document.documentElement.scrollWidth") == WIDTH
    for name in (".rb-header__search", ".rb-menu summary"):
        box = phone.locator(name).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= WIDTH
        assert box["height"] < 2 * 2.75 * 32  # one line
    assert phone.locator(".rb-header__search").inner_text().strip() == "Zoeken"


def test_headings_grow_less_than_the_text(phone: Page) -> None:
    phone.goto("/")

    size = phone.evaluate("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)")

    assert 32 < size <= 56
