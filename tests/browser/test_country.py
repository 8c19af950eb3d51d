"""A country of 450 partnerships gives axe nothing to say, on a phone and a desk, folded and unfolded."""

import shutil
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext

from tests.browser.test_accessibility import violations
from tests.servers.demo_site import DemoSite, demo_site
from tests.servers.kept_sites import EDITOR, kept_on_sqlite

pytestmark = pytest.mark.nightly
PAGES = (
    "/",
    "/drempels/alles-hangt-op-een-persoon/",
    "/lessen/",
    "/lessen/?drempel=S1&sorteer=titel",
    "/portretten/?sorteer=naam",
    "/portretten/?regio=regio-zwolle",
    "/zoeken/?q=begeleider",
)


@pytest.fixture(scope="module")
def site(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSite]:
    """The furnished country instead of the demo."""
    var = shutil.copytree(kept_on_sqlite("country").var, tmp_path_factory.mktemp("country") / "var")
    with demo_site(var, "{} wachtwoord: {}".format(*EDITOR), demo=False) as running:
        yield running


def test_no_page_of_a_whole_country_gives_axe_anything_to_say(
    context_of: Callable[..., BrowserContext],
) -> None:
    found = {}
    page = context_of().new_page()
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for url in PAGES:
            page.goto(url)
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
            page.evaluate(Axe().axe_script)
            found[f"{url} at {width}"] = violations(page)
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), url

    assert {look: rules for look, rules in found.items() if rules} == {}


def test_row_of_a_region_and_its_place_on_the_map_light_up_together(
    context_of: Callable[..., BrowserContext],
) -> None:
    page = context_of(viewport={"width": 1280, "height": 1200}).new_page()
    page.goto("/")
    place = page.locator('.rb-map [data-tie~="3"] path')
    row = page.locator('.rb-places > [data-tie="3"]')

    def looks() -> tuple[str, str]:
        fill = place.evaluate("element => getComputedStyle(element).fill")
        return fill, row.evaluate("element => getComputedStyle(element).backgroundColor")

    dark = looks()
    row.get_by_role("link").focus()
    focused = looks()
    page.get_by_role("searchbox").first.focus()
    place.hover()
    hovered = looks()

    assert focused == hovered
    assert all(one != other for one, other in zip(dark, focused, strict=True))
