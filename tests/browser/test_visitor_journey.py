"""A visitor finds a portrait, goes on to the obstacle, a lesson and a tool, and takes the tool along."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.servers.demo_site import DemoSite

WORDS = "samenwerken zonder eigen rechtspersoon"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("width", [1280, 320])
def test_visitor_from_home_to_a_downloaded_tool(
    context_of: Callable[..., BrowserContext], scripts: bool, width: int
) -> None:
    page = context_of(
        java_script_enabled=scripts, viewport={"width": width, "height": 900}, accept_downloads=True
    ).new_page()

    page.goto("/")
    field = page.locator("main").get_by_role("searchbox").first
    field.fill(WORDS)
    field.press("Enter")
    expect(page.get_by_role("heading", name="resultaten")).to_be_visible()
    titles = page.locator("article.rb-row .rb-row__title").all_inner_texts()
    assert "Eén school, zonder eigen papieren" in titles[:3]

    page.get_by_role("link", name="Eén school, zonder eigen papieren").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Eén school, zonder eigen papieren")

    page.locator("main a[href*='/drempels/']").first.click()
    expect(page.locator("main")).to_contain_text("Wat helpt")
    page.locator("main a[href*='/lessen/']").first.click()
    expect(page.locator("main")).to_contain_text("Geldt als")

    find_a_tool(page)
    with page.expect_download() as downloading:
        page.locator("main a[href*='/bestanden/']").first.click()
    assert downloading.value.suggested_filename.endswith((".docx", ".xlsx", ".odt"))
    assert downloading.value.path().stat().st_size > 1_000


def find_a_tool(page: Page) -> None:
    """From a lesson to a tool: the one it needs, or else one of the obstacle it is about."""
    tool = page.locator("main a[href*='/hulpmiddelen/']")
    if tool.count() == 0:
        page.locator("main a[href*='/drempels/']").first.click()
    tool.first.click()
    expect(page.locator("main a[href*='/bestanden/']").first).to_be_visible()


def test_addresses_in_full_lead_to_the_port_that_the_site_is_served_on(visitor: Page, site: DemoSite) -> None:
    visitor.goto("/bijeenkomsten/wie-is-eigenlijk-de-eigenaar/")
    canonical = visitor.locator("link[rel=canonical]").get_attribute("href")
    calendar = visitor.request.get(visitor.locator("main a[href$='.ics']").get_attribute("href")).text()
    sitemap = visitor.request.get("/sitemap.xml").text()

    assert canonical == f"{site.url}/bijeenkomsten/wie-is-eigenlijk-de-eigenaar/"
    assert f"URL:{canonical}" in calendar.replace("\r\n ", "")
    assert set(re.findall(r"<loc>(http://[^/]+)/", sitemap)) == {site.url}
