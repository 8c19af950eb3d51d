"""On paper: a lesson is one sheet that says where it stands, and nothing of the screen is left on it."""

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from playwright.sync_api import BrowserContext, Page

# As wide as what is printed on a sheet of A4, in CSS pixels.
SHEET = {"width": 695, "height": 1000}
MEETING = "/bijeenkomsten/wie-is-eigenlijk-de-eigenaar/"
# The lessons of the demo that fill their sheet most, with tables, facts and tools.
LONGEST = (
    "schrijf-op-wat-er-gebeurt-als-iemand-stopt",
    "maak-van-drie-scholen-drie-afspraken-van-twee",
    "pas-de-proef-in-het-gewone-rooster",
    "zet-de-uren-voor-het-papierwerk-in-de-aanvraag",
)
LESSON = "/lessen/laat-vier-kleine-bedrijven-een-begeleider-delen/"


def pages(page: Page, address: str) -> int:
    page.goto(address, timeout=60_000)
    return len(pikepdf.open(BytesIO(page.pdf(prefer_css_page_size=True))).pages)


@pytest.fixture
def paper(context_of: Callable[..., BrowserContext]) -> Page:
    page = context_of(viewport=SHEET).new_page()
    page.emulate_media(media="print")
    return page


@pytest.mark.parametrize(
    ("address", "most"),
    [
        (LESSON, 1),
        *((f"/lessen/{slug}/", 1) for slug in LONGEST),
        ("/hulpmiddelen/overdrachtskaart/", 2),
        ("/drempels/alles-hangt-op-een-persoon/", 2),
        ("/portretten/zorgpolder/", 3),
        (MEETING, 2),
        ("/bijeenkomsten/als-alles-op-een-persoon-hangt/", 2),
    ],
)
def test_page_takes_so_many_sheets(visitor: Page, address: str, most: int) -> None:
    assert pages(visitor, address) <= most


def test_lesson_has_its_cells_beside_each_other_and_a_code_of_its_address(paper: Page) -> None:
    paper.goto(LESSON)

    tops = paper.eval_on_selector_all(".rb-cells > div", "all => all.map(one => one.offsetTop)")
    assert (len(tops), len(set(tops))) == (3, 1)
    assert paper.locator(".rb-paper svg path").count() >= 1
    assert paper.locator(".rb-paper svg").bounding_box()["width"] == pytest.approx(60, abs=1)  # 16 mm
    assert LESSON in paper.locator(".rb-paper").inner_text()
    assert paper.locator(".rb-nav, .rb-footer, .rb-search").locator("visible=true").count() == 0


def test_table_is_a_table(paper: Page) -> None:
    paper.goto("/lessen/schrijf-op-wat-er-gebeurt-als-iemand-stopt/")

    assert paper.evaluate("getComputedStyle(document.querySelector('.rb-table tr')).display") == "table-row"


def test_banks_stand_side_by_side_with_both_rules_and_room_between(paper: Page) -> None:
    paper.goto("/drempels/alles-hangt-op-een-persoon/")

    left, right = paper.eval_on_selector_all(
        ".rb-bank",
        """banks => banks.map(bank => {
            const {x, y, right} = bank.getBoundingClientRect(), style = getComputedStyle(bank);
            return {x, y, right, rules: [style.borderBlockStartWidth, style.borderBlockEndWidth]};
        })""",
    )
    assert left["y"] == right["y"]
    assert right["x"] - left["right"] > 20
    assert left["rules"] == right["rules"]
    assert "0px" not in left["rules"]


def test_files_have_their_whole_address_and_results_their_question(paper: Page) -> None:
    paper.goto("/hulpmiddelen/overdrachtskaart/")
    addresses = paper.locator(".rb-download .rb-print-only").all_inner_texts()
    paper.goto("/zoeken/?q=coordinator+gaat+weg")

    assert addresses
    assert all(address.startswith("http") and "/bestanden/" in address for address in addresses)
    assert "coordinator gaat weg" in paper.locator("main").inner_text()
    assert paper.locator("main select, main input").locator("visible=true").count() == 0
