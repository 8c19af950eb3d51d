"""Draw the pictures that programs elsewhere show of the site: run by hand after a change of these drawings.

Needs Chromium, and playwright of the development environment: .venv/bin/python site/website/artwork/draw.py
"""

import shutil
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
IMAGES = HERE.parent / "static" / "website" / "img"
# Pixels on a side: of the icon on the start screen of a phone, and of those in one file for older programs.
TOUCH = 180
ICO = [(16, 16), (32, 32), (48, 48)]


def drawn(page: Page, drawing: Path, width: int, height: int) -> Image.Image:
    """The drawing at this size in pixels, in the fonts of the site."""
    page.set_viewport_size({"width": width, "height": height})
    page.goto(drawing.as_uri())
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(500)
    return Image.open(BytesIO(page.screenshot())).convert("RGB")


def main() -> None:
    icon = IMAGES / "favicon.svg"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        page = chromium.new_page()
        # No more colours than it needs: a third of the bytes, and nobody sees the difference.
        drawn(page, HERE / "share.svg", 1200, 630).quantize(64).save(IMAGES / "share.png", optimize=True)
        drawn(page, icon, TOUCH, TOUCH).quantize(32).save(IMAGES / "apple-touch-icon.png", optimize=True)
        drawn(page, icon, 192, 192).save(IMAGES / "favicon.ico", sizes=ICO)
        chromium.close()


if __name__ == "__main__":
    main()
