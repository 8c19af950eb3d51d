"""What a page costs: bounded, the same on a small site and a large one, and whatever its address asks."""

import re
import sys
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.http import urlencode
from wagtail.models import get_page_models

from casebook.models import LessonIndexPage, LessonObstacle, LessonPage, ObstaclePage, Partnership
from events.models import MeetingPage
from search.registry import shown_facets
from website.models import Attachment, ContentPage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

CONTENT = {"cold": 20, "warm": 14}
# The home page holds every slot; an obstacle its lessons, tools, meetings, map and who met it; a search
# one query for each kind of page among the hits.
BUSIEST = {"cold": 25, "warm": 18}
PAGES = {
    "/": BUSIEST,
    "/drempels/van-iedereen-van-niemand/": BUSIEST,
    "/zoeken/?q=samenwerken": BUSIEST,
    "/lessen/laat-bestuurders-de-ingewikkeldheid-dragen/": CONTENT,
    "/portretten/techniek-college-rotterdam/": CONTENT,
    "/hulpmiddelen/overdrachtskaart/": CONTENT,
    "/bijeenkomsten/wie-is-eigenlijk-de-eigenaar/": CONTENT,
    "/privacy/": CONTENT,
    "/lessen/": BUSIEST,
    "/portretten/": BUSIEST,
    "/drempels/": BUSIEST,
    "/hulpmiddelen/": BUSIEST,
    "/bijeenkomsten/": BUSIEST,
}


def queries(client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url, headers={"host": "localhost"}).status_code == 200
    return len(captured)


def cold_and_warm(client, url: str) -> dict[str, int]:
    cache.clear()
    ContentType.objects.clear_cache()
    return {"cold": queries(client, url), "warm": queries(client, url)}


def test_pages_take_bounded_queries_and_the_same_with_a_hundred_lessons_more(client):
    # Enough for every list to be cut off and to lead on, which takes a query of its own.
    add_lessons(8)
    few = {url: cold_and_warm(client, url) for url in PAGES}
    add_lessons(100)
    many = {url: cold_and_warm(client, url) for url in PAGES}

    over = {
        url: counts
        for url, counts in few.items()
        if any(counts[state] > bound for state, bound in PAGES[url].items())
    }
    assert over == {}
    # Which kinds stand among the first ten hits depends on what there is to find.
    search = "/zoeken/?q=samenwerken"
    searched = many.pop(search)
    assert all(searched[state] <= bound for state, bound in BUSIEST.items())
    assert many == {url: counts for url, counts in few.items() if url != search}


def add_lessons(number: int) -> None:
    """Published lessons about the busiest obstacle, by a partnership; made without an editor's revision."""
    index = LessonIndexPage.objects.get()
    obstacle = ObstaclePage.objects.get(code="J1")
    partnership = Partnership.objects.first()
    for count in range(number):
        lesson = LessonPage(
            title=f"Les over samenwerken {number}.{count}",
            slug=f"les-{number}-{count}",
            summary="Samenwerken aan iets.",
            outcome="success",
            context="Er speelde iets.",
            approach="We deden iets.",
            result="Er kwam iets van.",
        )
        lesson.obstacle_links = [LessonObstacle(obstacle=obstacle)]
        lesson.partnership_links.create(partnership=partnership)
        index.add_child(instance=lesson)


# A question of sixteen words that are met often, each of them found in another way.
LONG_QUESTION = (
    "stage begeleiding mbo samenwerkingsverband arbeidsmarktregio bedrijf school regio "
    "convenant geld bestuur onderwijs docent student praktijk leren"
)
NOBODY = "het de"
# Of every value of the facets the first ones that exist, and more of them than are read.
CODES = {
    "soort": ["tool", "lesson", "portrait", "obstacle", "meeting", "page", "home"],
    "drempel": [f"{letter}{number}" for letter in "ESJ" for number in range(1, 7)],
    "perspectief": ["legal", "social", "economic"],
    "fase": ["starting", "running", "lasting", "ended"],
    "uitkomst": ["failure"],
    "jaar": [str(year) for year in range(2015, 2035)],
}


def worst(question: str, page: int = 1) -> str:
    """Everything that an address of this site can ask, all at once."""
    pairs = [("q", question), ("pagina", str(page)), ("sorteer", "nagekeken")]
    pairs += [(facet, code) for facet, codes in CODES.items() for code in codes]
    pairs += [("meer", facet.param) for facet in shown_facets()]
    pairs += [(name, "bestaat-niet") for name in ("regio", "sector", "onbekend") for _number in range(50)]
    return urlencode(pairs)


WORST = [worst(LONG_QUESTION), worst(NOBODY), "pagina=100"]
# Reading an address as long as a server takes is some thousands of calls for whoever reads nothing from it.
READING = 10_000
# Each page of a site with the demo on it; of a kind of page any one will do.
ORDINARY = {
    "ContentPage": None,  # Stands for its kinds.
    "HomePage": "/",
    "StandardPage": "/privacy/",
    "GlossaryPage": "/begrippen/",
    "LessonIndexPage": "/lessen/",
    "LessonPage": "/lessen/laat-bestuurders-de-ingewikkeldheid-dragen/",
    "ObstacleIndexPage": "/drempels/",
    "ObstaclePage": "/drempels/van-iedereen-van-niemand/",
    "PortraitIndexPage": "/portretten/",
    "PortraitPage": "/portretten/techniek-college-rotterdam/",
    "ToolIndexPage": "/hulpmiddelen/",
    "ToolPage": "/hulpmiddelen/overdrachtskaart/",
    "MeetingIndexPage": "/bijeenkomsten/",
    "MeetingPage": "/bijeenkomsten/wie-is-eigenlijk-de-eigenaar/",
    "search_page": "/zoeken/?q=hoe+houd+je+een+coordinator",
    "sitemap": "/sitemap.xml",
    "robots": "/robots.txt",
    "meeting_ics": "the calendar file of a meeting",
}
# What answers with a file or for a monitor, and reads nothing from its address.
NO_PAGES = {"healthz", "wagtaildocs_serve", "wagtaildocs_authenticate_with_password", "wagtail_serve"}


def public_views() -> set[str]:
    """The name of every address outside the admin, and of every kind of page."""
    kinds = {kind.__name__ for kind in get_page_models() if issubclass(kind, ContentPage)}
    return kinds | {name for name in names(get_resolver()) if name not in NO_PAGES}


def names(resolver: URLResolver) -> set[str]:
    found: set[str] = set()
    for pattern in resolver.url_patterns:
        if str(pattern.pattern).lstrip("^").startswith(("beheer/", "_util/", "media/")):
            continue
        if isinstance(pattern, URLPattern):
            found |= {pattern.name} if pattern.name else set()
        else:
            found |= names(pattern)
    return {name for name in found if not name.startswith("wagtailcore_")}


def cost(client: Client, url: str) -> tuple[int, int]:
    """How many queries an address takes, and how many calls of functions; neither depends on how busy the
    machine is."""
    cache.clear()
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    with CaptureQueriesContext(connection) as captured:
        sys.setprofile(count)
        try:
            response = client.get(url, headers={"host": "localhost"})
        finally:
            sys.setprofile(None)
    assert response.status_code == 200
    return len(captured), calls


def test_every_public_view_and_kind_of_page_has_an_ordinary_address():
    assert public_views() == set(ORDINARY)


@pytest.mark.parametrize("name", [name for name, address in ORDINARY.items() if address])
def test_worst_address_of_a_view_costs_at_most_twice_an_ordinary_one(client: Client, name: str):
    address = ORDINARY[name]
    if name == "meeting_ics":
        address = f"/agenda/{MeetingPage.objects.live().first().pk}.ics"
    client.get(address, headers={"host": "localhost"})
    queries, calls = cost(client, address)
    path = address.partition("?")[0]

    # A page that shows one thing reads nothing from its address, whatever stands there.
    asked = WORST if name.endswith("IndexPage") or name == "search_page" else WORST[:1]
    taken = {query: cost(client, f"{path}?{query}") for query in asked}

    over = {
        query[:60]: one
        for query, one in taken.items()
        if one[0] > 2 * queries or one[1] > 2 * calls + READING
    }
    assert over == {}, f"ordinary: {queries} queries, {calls} calls"


def polite_crawl(client: Client, *, wildcards: bool) -> set[str]:
    """Every address that a robot asks: it begins at the sitemap and the home page, does what robots.txt says,
    and follows no link that it is asked not to follow. An old one knows no wildcards."""
    rules = client.get("/robots.txt", headers={"host": "localhost"}).content.decode().splitlines()
    barred = [line.removeprefix("Disallow: ") for line in rules if line.startswith("Disallow: ")]
    shut = [re.escape(one).replace(r"\*", ".*") for one in barred if wildcards or "*" not in one]
    sitemap = client.get("/sitemap.xml", headers={"host": "localhost"}).content.decode()
    waiting = ["/", *(urlsplit(url).path for url in re.findall("<loc>(.*?)</loc>", sitemap))]
    asked: set[str] = set()
    while waiting:
        url = waiting.pop()
        if url in asked or any(re.match(one, url) for one in shut):
            continue
        asked.add(url)
        page = client.get(url, headers={"host": "localhost"})
        if page.streaming:
            page.getvalue()  # a file, which is closed when it is read
            continue
        if "text/html" not in page["Content-Type"]:
            continue
        for link in re.findall(r"<a\s[^>]*>", page.content.decode()):
            address = re.search(r'href="([^"]*)"', link)
            if address and 'rel="nofollow"' not in link:
                found = urljoin(url, unescape(address[1]).partition("#")[0])
                waiting += [found] if found.startswith("/") else []
    return asked


def test_robots_find_the_pages_of_the_site_and_little_else(client: Client):
    pages = ContentPage.objects.live().filter(alias_of__isnull=True).count()
    files = MeetingPage.objects.live().count() + Attachment.objects.count()

    asked = polite_crawl(client, wildcards=True)

    assert pages <= len(asked) <= pages + files, sorted(asked)


def test_robot_that_knows_no_wildcards_finds_single_choices_and_nothing_that_combines_them(client: Client):
    with_choices = {url for url in polite_crawl(client, wildcards=False) if "?" in url}

    assert {url for url in with_choices if url.count("=") - url.count("pagina=") > 1} == set()
    assert 0 < len(with_choices) < 150
