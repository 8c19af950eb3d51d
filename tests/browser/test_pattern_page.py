"""The pattern page in a real browser: components are accessible, fit a phone and work without scripts."""

import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.architecture.rooms import CHECKOUT
from tests.browser.long_words import LOOKS, SCRIPT, broken_on, trouble_on
from tests.browser.test_accessibility import LOOKED_AT
from tests.servers.demo_site import environment, free_port


@pytest.fixture(scope="module")
def pattern_page(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the pattern page, which only the development settings serve."""
    var = tmp_path_factory.mktemp("patterns")
    port = free_port()
    url = f"http://127.0.0.1:{port}/patronen/"
    command = [sys.executable, str(CHECKOUT / "manage.py"), "runserver", "--noreload", f"127.0.0.1:{port}"]
    command += ["--settings", "config.settings.dev"]
    with (var / "server.log").open("w") as log:
        process = subprocess.Popen(
            command, cwd=CHECKOUT, env=environment(var), stdout=log, stderr=subprocess.STDOUT
        )
    try:
        yield _ready(url)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _ready(url: str) -> str:
    begun = time.monotonic()
    while True:
        try:
            with urllib.request.urlopen(url, timeout=30):
                return url
        except (urllib.error.URLError, ConnectionError):
            assert time.monotonic() - begun < 60, "the development server did not start"
            time.sleep(0.3)


@pytest.mark.parametrize(("width", "scheme"), LOOKED_AT)
@pytest.mark.parametrize("part", ["", "404/", "500/"])
def test_components_have_no_axe_violation_and_fit(browser: Browser, pattern_page: str, part, width, scheme):
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto(pattern_page + part)

    found = Axe().run(page)
    scrolls_sideways = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    context.close()

    assert [violation["id"] for violation in found.response["violations"]] == []
    assert scrolls_sideways is False


def test_pattern_page_breaks_no_rule_of_its_policy(browser: Browser, pattern_page: str):
    page = browser.new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))

    page.goto(pattern_page, wait_until="networkidle")
    page.close()

    assert problems == []


@pytest.mark.parametrize("part", ["", "500/"])
def test_components_hold_long_words_and_break_no_ordinary_one(browser: Browser, pattern_page: str, part: str):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(pattern_page + part)

    broken = {width: broken_on(page, width) for width in (1280, 320)}
    found = trouble_on(page)
    page.close()

    assert broken == {1280: [], 320: []}
    assert found == {look: [] for look in LOOKS}


def test_table_wider_than_its_place_is_scrolled_by_the_keyboard_and_the_page_is_not(
    browser: Browser, pattern_page: str
):
    page = browser.new_page(viewport={"width": 800, "height": 900})
    page.goto(pattern_page)
    page.evaluate(f"{SCRIPT}.stretch()")
    table = page.get_by_role("region", name="Wie beslist wat")
    table.locator("xpath=preceding::a[1]").focus()

    page.keyboard.press("Tab")
    focused = table.evaluate("box => box === document.activeElement")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("box => box.scrollLeft > 0", arg=table.element_handle())
    scrolls_sideways = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    page.close()

    assert (focused, scrolls_sideways) == (True, False)


def test_text_twice_as_large_still_fits(browser: Browser, pattern_page: str):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.goto(pattern_page)

    page.add_style_tag(content="html { font-size: 200% }")
    scrolls_sideways = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    context.close()

    assert scrolls_sideways is False


@pytest.mark.parametrize("scripts", [True, False])
def test_menu_on_a_phone_opens_with_and_without_scripts(browser: Browser, pattern_page: str, scripts):
    context = browser.new_context(viewport={"width": 320, "height": 800}, java_script_enabled=scripts)
    page = context.new_page()
    page.goto(pattern_page)
    lessons = page.locator(".rb-menu").get_by_role("link", name="Lessen")

    before = lessons.is_visible()
    page.locator(".rb-menu summary").click()
    after = lessons.is_visible()
    context.close()

    assert (before, after) == (False, True)


def test_escape_closes_the_menu_and_gives_focus_back(browser: Browser, pattern_page: str):
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto(pattern_page)
    page.locator(".rb-menu summary").click()

    page.keyboard.press("Escape")
    focused = page.evaluate("document.activeElement.tagName")
    is_open = page.locator(".rb-menu").evaluate("menu => menu.open")
    page.close()

    assert (is_open, focused) == (False, "SUMMARY")


def test_first_stop_of_the_tab_key_leads_to_the_content(browser: Browser, pattern_page: str):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(pattern_page)

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    focused = page.evaluate("document.activeElement.id")
    page.close()

    assert focused == "inhoud"


def test_focus_is_seen_on_everything_that_takes_it(browser: Browser, pattern_page: str):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(pattern_page)
    unseen, stops = [], set()

    for _stop in range(60):
        page.keyboard.press("Tab")
        drawn = page.evaluate(
            """() => {
                const it = document.activeElement;
                // The field of a search has its outline around the whole bar.
                const bar = it.type === "search" ? it.closest(".rb-search__bar") : it;
                return [it.outerHTML.slice(0, 80), getComputedStyle(bar).outlineStyle];
            }"""
        )
        if drawn[0].startswith("<body"):
            continue
        stops.add(drawn[0])
        if drawn[1] == "none":
            unseen.append(drawn[0])
    page.close()

    assert len(stops) > 25
    assert unseen == []


def test_paper_has_hatches_but_no_water_or_navigation(browser: Browser, pattern_page: str):
    page = browser.new_page()
    page.goto(pattern_page)
    page.emulate_media(media="print", color_scheme="dark")

    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    shown = {
        name: page.locator(name).first.is_visible()
        for name in (".rb-outline--hatched", ".rb-nav", ".rb-footer", ".rb-banks__water")
    }
    page.close()

    assert background == "rgb(255, 255, 255)"
    assert shown == {
        ".rb-outline--hatched": True,
        ".rb-nav": False,
        ".rb-footer": False,
        ".rb-banks__water": False,
    }


def test_states_stay_apart_in_forced_colours(browser: Browser, pattern_page: str):
    page = browser.new_page()
    page.goto(pattern_page)
    page.emulate_media(forced_colors="active")

    full, line = (
        page.locator(f".rb-outline--{state} path").first.evaluate("path => getComputedStyle(path).fill")
        for state in ("full", "line")
    )
    page.close()

    assert full != line


def test_nothing_moves_for_who_asked_for_rest(browser: Browser, pattern_page: str):
    page = browser.new_page()
    page.goto(pattern_page)
    moving = {}
    for wish in ("no-preference", "reduce"):
        page.emulate_media(reduced_motion=wish)
        moving[wish] = page.evaluate("document.getAnimations().length") > 0
    page.close()

    assert moving == {"no-preference": True, "reduce": False}
