"""Colours that the device forces, as high contrast in Windows: words stay readable, states are told apart."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.test_accessibility import CASES

# Words whose colour is too near that of what they stand on. Behind the lines of a box a browser puts the
# colour of the page, whatever the box is filled with: words have to be seen on that as well, unless they are
# marked within a line.
UNREADABLE = """() => {
    const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
    const light = colour => {
        const [r, g, b] = numbers(colour).map(v => v / 255).map(
            v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (one, other) => {
        const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
        return (high + 0.05) / (low + 0.05);
    };
    const grounds = element => {
        for (let at = element; at; at = at.parentElement) {
            const {backgroundColor, display} = getComputedStyle(at);
            if ((numbers(backgroundColor)[3] ?? 1) > 0) {
                return display === "inline" ? [backgroundColor] : [backgroundColor, page];
            }
        }
        return [page];
    };
    const page = getComputedStyle(document.body).backgroundColor;
    const words = [...document.body.querySelectorAll("*")].filter(element =>
        element.checkVisibility() && !element.closest("title") &&
        [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim()));
    return words.filter(element => {
        const {color, fill} = getComputedStyle(element);
        const ink = element instanceof SVGElement ? fill : color;
        return grounds(element).some(ground => contrast(ink, ground) < 4.5);
    }).map(element => element.outerHTML.slice(0, 120));
}"""


def forced(context_of: Callable[..., BrowserContext], scheme: str) -> Page:
    return context_of(
        viewport={"width": 1280, "height": 900}, color_scheme=scheme, forced_colors="active"
    ).new_page()


@pytest.mark.parametrize("url", CASES)
def test_every_word_is_readable(context_of: Callable[..., BrowserContext], url: str) -> None:
    found = {}
    for scheme in ("light", "dark"):
        page = forced(context_of, scheme)
        page.goto(url)
        found[scheme] = page.evaluate(UNREADABLE)

    assert found == {"light": [], "dark": []}


def test_kind_of_evidence_that_is_not_so_is_an_outline(context_of: Callable[..., BrowserContext]) -> None:
    page = forced(context_of, "light")
    page.goto("/lessen/bel-de-andere-regio-voordat-je-een-opleiding-start/")
    filled = page.eval_on_selector_all(
        ".rb-evidence li",
        """kinds => kinds.map(kind => {
            const bar = getComputedStyle(kind, "::before");
            return [kind.className, bar.backgroundColor === bar.borderBlockStartColor];
        })""",
    )

    assert filled == [["is-so", True], ["", False], ["is-so", True], ["", False]]
