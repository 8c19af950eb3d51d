"""Every kind of page at the size the site is meant for: light, no dearer than in the demo, true numbers."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from casebook.models import LessonPage, ObstaclePage, Partnership, PortraitPage, Region, Sighting
from tests.country.furnish import LESSONS, MET_BY, PARTNERSHIPS, SIGHTINGS
from tests.journeys.dead_ends import dead_ends, public_pages
from tests.servers.kept_sites import kept_on_sqlite
from tests.servers.tables import holding_the_demo

pytestmark = [
    pytest.mark.nightly,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the country is kept on SQLite"),
]
HEAVIEST = 60_000  # bytes of HTML, not compressed
# Of each kind; in the demo the same obstacle, and a lesson and portrait that have at least as much on them.
LISTS = {
    "home": "/",
    "obstacles": "/drempels/",
    "lessons": "/lessen/",
    "narrowed": "/lessen/?uitkomst=failure&drempel=S1",
    "ordered": "/lessen/?drempel=S1&sorteer=titel",
    "portraits": "/portretten/",
    "of a region": "/portretten/?regio=regio-zwolle",
    "by name": "/portretten/?sorteer=naam",
    "tools": "/hulpmiddelen/",
    "meetings": "/bijeenkomsten/",
    "standard": "/privacy/",
}
SEARCHES = ("/zoeken/", "/zoeken/?q=samenwerken", "/zoeken/?q=begeleider&meer=regio")
OBSTACLE = "/drempels/alles-hangt-op-een-persoon/"
# Where an obstacle has more lessons than its page shows, the way to all of them takes a query.
TO_ALL_LESSONS = 1
IN_THE_DEMO = {
    "lesson": "/lessen/bel-de-andere-regio-voordat-je-een-opleiding-start/",
    "portrait": "/portretten/zorgpolder/",
    "obstacle": OBSTACLE,
}


@pytest.fixture(autouse=True)
def one_style_sheet(settings) -> None:
    """A page links to the bundle, as in production."""
    settings.ONE_STYLE_SHEET = True


@pytest.fixture
def demo_costs(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> dict[str, int]:
    """How many queries each kind of page takes in the demo."""
    with django_db_blocker.unblock(), holding_the_demo(kept_on_sqlite("demo").var / "regiobrug.sqlite3"):
        return {kind: look(url)[1] for kind, url in (LISTS | IN_THE_DEMO).items()}


@pytest.fixture
def country(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Path]:
    """The database holds the country for a test."""
    kept = kept_on_sqlite("country")
    with django_db_blocker.unblock(), holding_the_demo(kept.var / "regiobrug.sqlite3"):
        yield kept.var


def look(url: str) -> tuple[str, int]:
    """A page, and how many queries it took when only what a process remembers was there."""
    client = Client(HTTP_HOST="localhost")
    client.get(url)
    cache.clear()
    ContentType.objects.clear_cache()
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode(), len(queries)


def test_every_kind_of_page_is_light_and_no_dearer_than_in_the_demo(demo_costs, country):
    lesson = LessonPage.objects.filter(partnership_links__isnull=False).order_by("-pk")[0]
    pages = {"lesson": lesson.url, "portrait": PortraitPage.objects.order_by("-pk")[0].url}
    pages |= LISTS | {"obstacle": OBSTACLE} | {url: url for url in SEARCHES}
    pages |= {page.code: page.url for page in ObstaclePage.objects.all()}

    seen = {kind: look(url) for kind, url in pages.items()}

    assert {
        kind: len(html.encode()) for kind, (html, _n) in seen.items() if len(html.encode()) > HEAVIEST
    } == {}
    demo_costs["obstacle"] += TO_ALL_LESSONS
    dearer = {kind: (seen[kind][1], cost) for kind, cost in demo_costs.items() if seen[kind][1] > cost}
    assert dearer == {}


def test_numbers_that_pages_say_are_those_of_the_country(country):
    assert [model.objects.count() for model in (Partnership, LessonPage, Sighting)] == [
        PARTNERSHIPS,
        LESSONS,
        SIGHTINGS,
    ]
    home, _queries = look("/")
    region = Region.objects.get(slug="rijnmond")
    portraits, _queries = look("/portretten/?regio=rijnmond")

    assert f"<strong>{PARTNERSHIPS} samenwerkingsverbanden</strong>" in home
    assert f"<strong>{LESSONS} lessen</strong>" in home
    assert f"Rijnmond: {region.partnership_links.count()} verband" in home
    told = PortraitPage.objects.filter(partnership__region_links__region=region).count()
    assert f"<b>{told} portret" in portraits
    for code, number in MET_BY.items():
        page = ObstaclePage.objects.get(code=code)
        html, _queries = look(page.url)
        assert f"<b>{number}</b> verbanden" in html
        withheld = page.sightings.filter(named=False).values_list("partnership__name", flat=True)
        who = html[html.index('id="wie"') :]
        assert [name for name in withheld if re.search(rf"{re.escape(name)} \(", who)] == []


def test_every_page_of_the_country_has_two_ways_on_and_somebody_to_ask(country, client: Client):
    pages = public_pages()

    assert len(pages) > LESSONS
    assert dead_ends(client, pages) == {}
