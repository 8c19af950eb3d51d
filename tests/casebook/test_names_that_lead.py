"""The name of a partnership leads to its portrait, wherever it stands and for whoever may read that."""

import re

import pytest
from django.test import Client

from casebook.enums import OrganisationKind, Origin
from casebook.models import Organisation, Partnership, PortraitPage
from tests.casebook import factories
from tests.casebook.factories import ALMERE

pytestmark = pytest.mark.usefixtures("casebook", "english")


@pytest.fixture
def partnership() -> Partnership:
    return factories.partnership("Zwolse Koers", regions=[factories.region("Zwolle")])


@pytest.fixture
def portrait(partnership: Partnership) -> PortraitPage:
    return factories.portrait("Zwolle leest", partnership=partnership)


def page_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_lesson_list_obstacle_and_home_lead_to_the_portrait(
    client: Client, partnership: Partnership, portrait: PortraitPage
):
    obstacle = factories.obstacle("J1")
    lesson = factories.lesson(obstacles=[obstacle], partnerships=[partnership])
    factories.sighting(obstacle=obstacle, partnership=partnership)

    link = f'<a href="{portrait.url}">Zwolse Koers</a>'
    counts = {address: page_of(client, address).count(link) for address in (lesson.url, "/lessen/", "/")}

    # On the home page in the list beside the map and in the row of the lesson.
    assert counts == {lesson.url: 1, "/lessen/": 1, "/": 2}
    # In the row of the lesson and among who met it.
    assert page_of(client, obstacle.url).count(link) == 2


def test_name_without_a_readable_portrait_is_plain(
    client: Client, partnership: Partnership, portrait: PortraitPage
):
    lesson = factories.lesson(partnerships=[partnership])
    portrait.unpublish()

    html = page_of(client, lesson.url) + page_of(client, "/lessen/")

    assert (html.count("Zwolse Koers</a>"), html.count("Zwolse Koers")) == (0, 2)


def test_withheld_name_leads_nowhere(client: Client, partnership: Partnership, portrait: PortraitPage):
    obstacle = factories.obstacle("J1")
    factories.sighting(obstacle=obstacle, partnership=partnership, named=False)

    assert portrait.url not in page_of(client, obstacle.url)


def test_invented_partnership_says_so_behind_its_link(client: Client):
    partnership = factories.partnership("A & B", origin=Origin.FICTIONAL)
    portrait = factories.portrait(partnership=partnership)
    factories.lesson(partnerships=[partnership])

    assert f'<a href="{portrait.url}">A &amp; B</a> (invented)' in page_of(client, "/lessen/")


def test_region_of_one_partnership_on_the_map_leads_to_its_portrait(
    client: Client, partnership: Partnership, portrait: PortraitPage
):
    shared = factories.region("Flevoland", (ALMERE,))
    for name in ("Een", "Twee"):
        factories.portrait(name, partnership=factories.partnership(name, regions=[shared]))

    html = page_of(client, "/")
    drawn = html[html.index('<figure class="rb-map') : html.index("</figure>")]

    assert drawn.count("<a ") == 1
    assert re.search(
        f'<a href="{portrait.url}" tabindex="-1"[^>]*><title>Zwolle: Zwolse Koers</title>', drawn
    )
    assert 'role="group"' in drawn


def test_portrait_leads_to_the_websites_of_the_partners(client: Client):
    school = Organisation.objects.create(
        name="Albeda", kind=OrganisationKind.MBO, website="https://www.albeda.example/"
    )
    other = factories.organisation("Bakkerij", OrganisationKind.COMPANY)
    partnership = factories.partnership(members=[factories.member(school), factories.member(other)])

    html = page_of(client, factories.portrait(partnership=partnership).url)

    assert '<a href="https://www.albeda.example/">Albeda</a> (mbo)<br>Bakkerij' in html
