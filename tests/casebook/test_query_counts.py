"""No page asks the database more because more stands on it."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import ReferenceIndex, Site

from tests.casebook import factories

pytestmark = pytest.mark.usefixtures("casebook")


def fill(number: int) -> dict[str, str]:
    """Put a number of everything in the casebook, all tied together; gives the address of each kind."""
    obstacles = [factories.obstacle(f"J{place}") for place in range(1, number + 1)]
    partnerships = [
        factories.partnership(
            members=[factories.member(factories.organisation()) for _place in range(number)],
            regions=[factories.region() for _place in range(number)],
            sectors=[factories.sector() for _place in range(number)],
        )
        for _place in range(number)
    ]
    body = [
        *factories.every_block(factories.attachment()),
        *(factories.text("Kop", obstacle=obstacle) for obstacle in obstacles),
    ]
    for obstacle in obstacles:
        for partnership in partnerships:
            factories.sighting(obstacle=obstacle, partnership=partnership)
        obstacle.body = body
        obstacle.save_revision().publish()
    perspectives = [factories.perspective(code) for code in ("legal", "social", "economic")[:number]]
    tools = [
        factories.tool(
            obstacles=obstacles,
            body=body,
            files=[factories.tool_file(factories.attachment()) for _place in range(number)],
        )
        for _place in range(number)
    ]
    lessons = [
        factories.lesson(
            obstacles=obstacles,
            partnerships=partnerships,
            perspectives=perspectives,
            tools=tools,
            body=body,
        )
        for _place in range(number)
    ]
    portraits = [
        factories.portrait(
            partnership=partnership,
            body=body,
            started_from=factories.perspective("social"),
            based_on=factories.perspective("legal"),
        )
        for partnership in partnerships
    ]
    return {
        "home": "/",
        "obstacle": obstacles[0].url,
        "lesson": lessons[0].url,
        "tool": tools[0].url,
        "portrait": portraits[0].url,
        "obstacles": "/drempels/",
        "lessons": "/lessen/",
        "portraits": "/portretten/",
        "tools": "/hulpmiddelen/",
    }


def count_queries(client: Client, address: str) -> int:
    """Ask for a page once more, without its cache, and give how many queries it took.

    The first visit fills what a process remembers: content types for good, the frame until something changes;
    where sites begin is in the cache of a site that is visited.
    """
    client.get(address)
    cache.clear()
    Site.get_site_root_paths()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


# The goals: 14 with warm caches on a page of content, 18 on the busiest.
ONCE_THE_FRAME_IS_KNOWN = {
    "home": 17,
    "obstacle": 17,
    "lesson": 14,
    "tool": 11,
    "portrait": 14,
    "obstacles": 7,
    "lessons": 10,
    "portraits": 10,
    "tools": 9,
}


@pytest.mark.parametrize("number", [1, 3])
def test_pages_take_the_same_queries_whatever_stands_on_them(client: Client, number: int):
    addresses = fill(number)

    taken = {kind: count_queries(client, address) for kind, address in addresses.items()}

    assert taken == ONCE_THE_FRAME_IS_KNOWN


def test_what_a_page_refers_to_is_gathered_once_however_many_rows_it_has(monkeypatch):
    obstacles = [factories.obstacle(f"J{place}") for place in (1, 2, 3)]
    lesson = factories.lesson(obstacles=obstacles[:1], partnerships=[factories.partnership()])
    gathered = []
    gather = ReferenceIndex.create_or_update_for_object.__func__
    monkeypatch.setattr(
        ReferenceIndex,
        "create_or_update_for_object",
        classmethod(lambda cls, page: (gathered.append(page.pk), gather(cls, page))),
    )

    for obstacle in obstacles[1:]:
        lesson.obstacle_links.create(obstacle=obstacle)
    lesson.save_revision().publish()

    assert gathered == [lesson.pk]
    assert [ReferenceIndex.get_references_to(page).count() for page in obstacles] == [1, 1, 1]
