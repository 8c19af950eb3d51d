"""Finds public pages that lead nowhere: to fewer than two other pages with content, or to nobody to ask."""

from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from django.test import Client

from accounts.viewer import Viewer
from casebook.models import GlossaryPage, LessonPage, ObstaclePage, PortraitPage, ToolPage
from events.models import MeetingPage
from website.models import ContentPage

# What a reader comes for leads on itself; lists, and pages about the site, may do so at their foot.
CONTENT = (GlossaryPage, LessonPage, MeetingPage, ObstaclePage, PortraitPage, ToolPage)
FEWEST_WAYS = 2


def public_pages() -> list[ContentPage]:
    return list(ContentPage.objects.visible_to(Viewer.public()).specific())


def dead_ends(client: Client, pages: list[ContentPage]) -> dict[str, tuple[list[str], int]]:
    """Give the address of each dead end with its ways on, and how many people one may ask there."""
    addresses = {page.url for page in pages}
    found = {}
    for page in pages:
        shown = BeautifulSoup(client.get(page.url, headers={"host": "localhost"}).content, "html.parser")
        part = shown.select_one("main") if isinstance(page, CONTENT) else shown
        for trail in part.select(".rb-breadcrumbs"):
            trail.decompose()
        links = (urlsplit(urljoin(page.url, link["href"])) for link in part.select("a[href]"))
        elsewhere = addresses - {page.url, "/"}
        ways = {f"{link.path}?{link.query}" for link in links if not link.netloc and link.path in elsewhere}
        people = part.select('a[href^="mailto:redactie@"]')
        if len(ways) < FEWEST_WAYS or not people:
            found[page.url] = (sorted(ways), len(people))
    return found
