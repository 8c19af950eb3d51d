"""Every public page leads on: to at least two other pages with content, and to a person to ask."""

from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from accounts.viewer import Viewer
from casebook.models import GlossaryPage, LessonPage, ObstaclePage, PortraitPage, ToolPage
from events.models import MeetingPage
from website.models import ContentPage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

# What a reader comes for leads on itself; lists, and pages about the site, may do so at their foot.
CONTENT = (GlossaryPage, LessonPage, MeetingPage, ObstaclePage, PortraitPage, ToolPage)


def ways_on(page: ContentPage, part: BeautifulSoup, addresses: set[str]) -> set[str]:
    """The other pages of the site that a part of a page links to."""
    links = (urlsplit(urljoin(page.url, link["href"])) for link in part.select("a[href]"))
    return {
        f"{link.path}?{link.query}"
        for link in links
        if not link.netloc and link.path in addresses - {page.url, "/"}
    }


def test_every_page_has_two_ways_on_and_somebody_to_ask(client: Client):
    pages = list(ContentPage.objects.visible_to(Viewer.public()).specific())
    addresses = {page.url for page in pages}
    dead_ends = {}
    for page in pages:
        shown = BeautifulSoup(client.get(page.url, headers={"host": "localhost"}).content, "html.parser")
        main = shown.select_one("main") if isinstance(page, CONTENT) else shown
        for trail in main.select(".rb-breadcrumbs"):
            trail.decompose()
        ways = ways_on(page, main, addresses)
        person = main.select('a[href^="mailto:redactie@"]')
        if len(ways) < 2 or not person:
            dead_ends[page.url] = (sorted(ways), len(person))

    assert len(pages) > 50
    assert dead_ends == {}
