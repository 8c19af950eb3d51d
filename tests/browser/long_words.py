"""Words of sixty letters in every place of a page that is open, and what they do to it."""

from pathlib import Path

from playwright.sync_api import Page

SCRIPT = Path(__file__).with_suffix(".js").read_text().rstrip().removesuffix(";")
# Of an ordinary word, how many letters are never spread over two lines on a desk, and on a phone.
ORDINARY = {1280: 24, 320: 13}
# Width of the window in pixels, and how large letters are: a phone, twice as large, a desk.
LOOKS = {"a phone": (320, "100%"), "large letters": (640, "200%"), "a desk": (1280, "100%")}


def broken_on(page: Page, width: int) -> list[str]:
    """The ordinary words that stand on two lines in a window of this width (pixels)."""
    page.set_viewport_size({"width": width, "height": 900})
    return page.evaluate(f"{SCRIPT}.broken({ORDINARY[width]})")


def trouble_on(page: Page) -> dict[str, list[str]]:
    """What is wrong on a phone, with large letters and on a desk, once the long word stands everywhere.

    What scrolls sideways, is cut off, sticks out of its box or lies over something else, and ordinary words
    that fall apart beside the long one.
    """
    page.evaluate(f"{SCRIPT}.stretch()")
    found = {}
    for look, (width, size) in LOOKS.items():
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
        found[look] = page.evaluate(f"{SCRIPT}.trouble()")
        if size == "100%":
            found[look] += page.evaluate(f"{SCRIPT}.broken({ORDINARY[width]})")
    return found
