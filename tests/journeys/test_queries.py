"""How many queries a page takes: bounded, and the same on a small site and a large one."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casebook.models import LessonIndexPage, LessonObstacle, LessonPage, ObstaclePage, Partnership

pytestmark = pytest.mark.django_db

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


def test_pages_take_bounded_queries_and_the_same_with_three_hundred_lessons_more(demo, client):
    # Enough for every list to be cut off and to lead on, which takes a query of its own.
    add_lessons(8)
    few = {url: cold_and_warm(client, url) for url in PAGES}
    add_lessons(300)
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
