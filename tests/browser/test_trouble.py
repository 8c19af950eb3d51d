"""The pages that say what went wrong fit a telephone, and give axe nothing to say."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template.loader import render_to_string
from playwright.sync_api import Page

from tests.browser.test_accessibility import violations

NO_NUMBER = "/beheer/choose-page/chosen-multiple/?id=abc"
TOO_MUCH = b"x" * 23_000_000
# How somebody comes to each, and its status.
TROUBLE: dict[str, tuple[int, Callable[[Page], str]]] = {
    "not found": (404, lambda page: page.request.get("/bestaat-niet/")),
    "no such host": (400, lambda page: page.request.get("/", headers={"Host": "elders.example"})),
    "too much sent": (413, lambda page: page.request.post("/zoeken/", data=TOO_MUCH)),
    "not found in the admin": (404, lambda page: page.request.get("/beheer/pages/999999/edit/")),
    "refused in the admin": (400, lambda page: page.request.get(NO_NUMBER)),
}


def shown(page: Page, status: int, html: str) -> dict[int, list[str]]:
    """What is wrong with an answer of the site, looked at as a page of it, by width."""
    page.route("**/mis/", lambda route: route.fulfill(status=status, body=html, content_type="text/html"))
    found = {}
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto("/mis/")
        page.evaluate(Axe().axe_script)
        found[width] = violations(page)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            found[width].append("scrolls sideways")
    return found


@pytest.mark.parametrize("name", TROUBLE)
def test_answer_to_what_cannot_be_done_fits_and_is_accessible(editor: Page, name: str) -> None:
    status, ask = TROUBLE[name]
    answer = ask(editor)

    assert answer.status == status
    assert shown(editor, status, answer.text()) == {320: [], 1280: []}


def test_error_of_the_site_fits_and_is_accessible(visitor: Page) -> None:
    assert shown(visitor, 500, render_to_string("500.html")) == {320: [], 1280: []}


def test_page_for_who_was_logged_out_fits_and_is_accessible(editor: Page) -> None:
    editor.goto("/beheer/account/")
    token = editor.locator("[name=csrfmiddlewaretoken]").first.input_value()
    (session,) = (each["name"] for each in editor.context.cookies() if "sessionid" in each["name"])
    editor.context.clear_cookies(name=session)
    answer = editor.request.post(
        "/beheer/account/", form={"csrfmiddlewaretoken": token}, headers={"Accept": "text/html"}
    )

    assert answer.status == 403
    assert shown(editor, 403, answer.text()) == {320: [], 1280: []}
