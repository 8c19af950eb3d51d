"""What the casebook puts on the home page."""

import pytest
from django.test import Client

from accounts.viewer import Viewer
from casebook.domain.queries.home import home_parts
from tests.casebook import factories

pytestmark = pytest.mark.usefixtures("casebook", "english")


def test_empty_casebook_puts_nothing_on_the_home_page(client: Client):
    assert set(home_parts(Viewer.public()).values()) == {None}
    assert client.get("/").status_code == 200


def test_six_obstacles_that_most_partnerships_met_stand_first():
    obstacles = [factories.obstacle(f"J{number}") for number in range(1, 9)]
    for place, times in ((7, 2), (3, 1)):
        for _number in range(times):
            factories.sighting(obstacle=obstacles[place])

    part = home_parts(Viewer.public())["obstacles"]

    assert [item["code"] for item in part["obstacles"]] == ["J8", "J4", "J1", "J2", "J3", "J5"]
    assert part["obstacles"][0]["note"] == "2 partnerships recognise this"
    assert part["index"] == {"title": "All 8 obstacles", "url": "/drempels/"}


def test_map_shows_every_partnership_and_the_list_leads_to_portraits():
    with_portrait, without = factories.partnership("Alfa"), factories.partnership("Beta")
    portrait = factories.portrait(partnership=with_portrait)

    part = home_parts(Viewer.public())["map"]

    assert [(item["name"], item["url"]) for item in part["partnerships"]] == [
        ("Alfa", portrait.url),
        (without.name, ""),
    ]


def test_newest_portrait_with_an_outline_is_shown_large():
    factories.portrait("Ouder")
    factories.portrait("Nieuwer")
    shapeless = factories.partnership(regions=[factories.region(municipalities=("GM9999",))])
    factories.portrait("Zonder omtrek", partnership=shapeless)

    assert home_parts(Viewer.public())["portrait"]["portrait"]["title"] == "Nieuwer"


def test_newest_lessons_are_shown_with_their_number_in_all():
    for number in range(5):
        factories.lesson(f"Les {number}")

    part = home_parts(Viewer.public())["lessons"]

    assert [row["title"] for row in part["rows"]] == ["Les 4", "Les 3", "Les 2", "Les 1"]
    assert part["index"] == {"title": "All 5 lessons", "url": "/lessen/"}


def test_home_page_shows_all_parts(client: Client):
    obstacle, partnership = factories.obstacle("J1"), factories.partnership("Alfa")
    factories.sighting(obstacle=obstacle, partnership=partnership)
    factories.lesson("Deze les", obstacles=[obstacle], partnerships=[partnership])
    factories.portrait("Dit portret", partnership=partnership)

    page = client.get("/").content.decode()

    assert [words in page for words in (obstacle.title, "Deze les", "Dit portret", "Alfa")] == [True] * 4
