"""What the casebook puts on the home page."""

import pytest
from django.test import Client

from accounts.viewer import Viewer
from casebook.domain.queries.home import home_parts
from casebook.models import Partnership
from tests.casebook import factories
from tests.casebook.factories import ALMERE, GOES, KAPELLE

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


def test_few_partnerships_are_named_with_region_sector_and_the_way_to_their_portrait():
    with_portrait = factories.partnership(
        "Alfa", regions=[factories.region("Zeeland")], sectors=[factories.sector("Zorg")]
    )
    factories.partnership("Beta", regions=[factories.region("Kapelle", (KAPELLE,))])
    portrait = factories.portrait(partnership=with_portrait)

    part = home_parts(Viewer.public())["map"]

    assert [(row["name"], row["url"], row["place"], row["about"], row["tie"]) for row in part["rows"]] == [
        ("Alfa", portrait.url, "Zeeland", "Zorg", 1),
        ("Beta", "", "Kapelle", "", 2),
    ]
    assert {(region["name"], region["state"], region["url"], region["tie"]) for region in regions(part)} == {
        ("Zeeland: Alfa", "full", portrait.url, "1"),
        ("Kapelle: Beta", "full", "", "2"),
    }
    assert (part["folded"], part["crossing"]) == ([], None)


def regions(part: dict) -> list[dict]:
    return part["map"]["regions"]


def crowd(**numbers: int) -> None:
    """So many partnerships in each of these regions."""
    for (name, number), code in zip(numbers.items(), (GOES, KAPELLE, ALMERE), strict=False):
        region = factories.region(name, (code,))
        for _number in range(number):
            factories.partnership(regions=[region])


def test_many_partnerships_are_counted_per_region_in_steps_that_the_legend_says():
    crowd(Goes=6, Kapelle=1, Almere=16)
    factories.portrait(partnership=Partnership.objects.filter(region_links__region__name="Goes")[0])

    part = home_parts(Viewer.public())["map"]

    assert [(row["name"], row["about"], row["url"]) for row in part["rows"]] == [
        ("Almere", "16 partnerships there", ""),
        ("Goes", "6 partnerships there", "/portretten/?regio=goes"),
        ("Kapelle", "1 partnership there", ""),
    ]
    assert {(region["name"], region["state"]) for region in regions(part)} == {
        ("Almere: 16 partnerships there", "full"),
        ("Goes: 6 partnerships there", "many"),
        ("Kapelle: 1 partnership there", "few"),
    }
    assert [(item["state"], item["label"]) for item in part["legend"]] == [
        ("few", "1 partnership there"),
        ("many", "6 to 15"),
        ("full", "more than 15"),
    ]
    assert (part["total"], part["index"]) == (23, {"title": "All 1 portraits", "url": "/portretten/"})


def test_fullest_twelve_regions_are_in_sight_and_the_others_folded_without_a_name_of_a_partnership(
    client: Client,
):
    places = [factories.region(f"Streek {number:02}") for number in range(14)]
    partnerships = [factories.partnership(regions=[place]) for place in (*places, places[13])]

    part = home_parts(Viewer.public())["map"]

    assert [row["name"] for row in part["rows"]] == ["Streek 13", *(f"Streek {n:02}" for n in range(11))]
    assert [row["name"] for row in part["folded"]] == ["Streek 11", "Streek 12"]
    assert part["all_regions"] == "All 14 regions"
    page = client.get("/").content.decode()
    assert [one.name for one in partnerships if one.name in page] == []


def test_region_that_lies_wholly_under_others_is_not_drawn_and_stays_in_the_list():
    for name, codes in [("Klein", (GOES,)), ("Ander", (KAPELLE,)), ("Groot", (GOES, KAPELLE))]:
        factories.partnership(regions=[factories.region(name, codes)])

    part = home_parts(Viewer.public())["map"]

    assert sorted(region["name"].split(":")[0] for region in regions(part)) == ["Ander", "Klein"]
    assert sorted(row["place"] for row in part["rows"]) == ["Ander", "Groot", "Klein"]


def test_bridge_stands_where_a_lesson_was_learned_in_two_regions_and_nowhere_else():
    west, east = (
        factories.partnership(name, regions=[factories.region(name, (code,))])
        for name, code in (("Goes", GOES), ("Almere", ALMERE))
    )
    neighbour = factories.partnership("Buur", regions=[west.region_links.first().region])
    factories.lesson("Alleen", partnerships=[east])
    factories.lesson("Naast de deur", partnerships=[west, neighbour])
    without = home_parts(Viewer.public())["crossing"]
    lesson = factories.lesson("Samen", partnerships=[east, west])

    part = home_parts(Viewer.public())

    crossing = part["crossing"]
    assert without is None
    assert (crossing["lesson_title"], crossing["url"]) == ("Samen", lesson.url)
    assert (crossing["left"]["name"], crossing["right"]["name"]) == ("Goes", "Almere")
    assert part["map"]["map"]["arcs"] == [crossing["arc"]]
    assert part["map"]["legend"][-1] == {"state": "bridge", "label": "a lesson crossed"}


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
