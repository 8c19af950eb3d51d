"""Who met an obstacle: counted, named with consent only, and drawn on the map of its page."""

import re

import pytest
from django.test import Client

from accounts.viewer import Viewer
from casebook.domain.queries import obstacles
from casebook.domain.queries.obstacles import obstacle_context
from casebook.enums import SightingState
from casebook.geo.outlines import coarse, dissolve
from casebook.models import Region, Sighting
from tests.casebook import factories
from tests.casebook.factories import ALMERE, BORSELE, GOES, KAPELLE

pytestmark = pytest.mark.usefixtures("casebook", "english")
NOBODY = Viewer.public()


def read(reader, page):
    """Read a page afresh, as a visitor would get it."""
    fresh = type(page).objects.get(pk=page.pk)
    return reader(page=fresh, viewer=NOBODY)


def test_who_met_an_obstacle_is_counted_and_named_only_with_consent():
    obstacle = factories.obstacle()
    regions = [factories.region(municipalities=(code,)) for code in (GOES, KAPELLE, BORSELE)]
    for name, place, state, named in [
        ("Alfa", 0, SightingState.THROUGH, True),
        ("Beta", 1, SightingState.THROUGH, False),
        ("Gamma", 1, SightingState.MIDDLE, True),
        ("Delta", 2, SightingState.RECOGNISES, False),
    ]:
        partnership = factories.partnership(name, regions=[regions[place]])
        factories.sighting(partnership=partnership, obstacle=obstacle, state=state, named=named)

    met = read(obstacle_context, obstacle)["met"]

    assert (met["partnerships"], met["regions"]) == (4, 3)
    assert met["legend"] == [
        {"state": "full", "label": "2 got through it", "note": "Alfa and 1 without a name"},
        {"state": "hatched", "label": "1 is in the middle of it", "note": "Gamma"},
        {"state": "line", "label": "1 recognises it", "note": "1 without a name"},
    ]
    drawn = {(region["path"], region["state"]) for region in met["map"]["regions"]}
    assert drawn == {(coarse(dissolve([GOES]).path), "full"), (coarse(dissolve([KAPELLE]).path), "hatched")}


def test_municipality_without_a_shape_is_named_under_the_map_as_far_as_the_partnership_is(client: Client):
    obstacle = factories.obstacle()
    for code, named in [("GM9998", True), ("GM9999", False)]:
        partnership = factories.partnership(regions=[factories.region(municipalities=(GOES, code))])
        factories.sighting(partnership=partnership, obstacle=obstacle, named=named)

    met = read(obstacle_context, obstacle)["met"]

    assert met["off_the_map"] == "Gemeente GM9998"
    assert "no shape for: Gemeente GM9998." in client.get(obstacle.url).content.decode()


def test_obstacle_without_a_map_says_nothing_about_shapes():
    obstacle = factories.obstacle()
    partnership = factories.partnership(regions=[factories.region(municipalities=("GM9999",))])
    factories.sighting(partnership=partnership, obstacle=obstacle)

    met = read(obstacle_context, obstacle)["met"]

    assert (met["map"], met["off_the_map"]) == (None, "")


def test_obstacle_with_withheld_names_only_has_no_map():
    obstacle = factories.obstacle()
    factories.sighting(obstacle=obstacle, named=False)

    assert read(obstacle_context, obstacle)["met"]["map"] is None


def test_withheld_name_stands_nowhere_on_the_page(client: Client):
    obstacle = factories.obstacle()
    partnership = factories.partnership("Geheimverband", regions=[factories.region("Geheimstreek")])
    factories.sighting(partnership=partnership, obstacle=obstacle, named=False)

    page = client.get(obstacle.url).content.decode()

    assert ("Geheimverband" in page, "Geheimstreek" in page, coarse(dissolve([GOES]).path) in page) == (
        False,
    ) * 3


def test_obstacle_nobody_met_shows_no_numbers():
    assert read(obstacle_context, factories.obstacle())["met"] is None


def test_region_over_a_larger_one_is_drawn_on_top_as_a_line():
    obstacle = factories.obstacle()
    for name, codes in [("Klein", (GOES,)), ("Groot", (GOES, KAPELLE, BORSELE))]:
        partnership = factories.partnership(regions=[factories.region(name, codes)])
        factories.sighting(partnership=partnership, obstacle=obstacle, state=SightingState.THROUGH)

    regions = read(obstacle_context, obstacle)["met"]["map"]["regions"]

    assert [(region["name"], region["state"]) for region in regions] == [("Groot", "full"), ("Klein", "line")]


def test_region_that_touches_a_larger_one_in_a_corner_keeps_its_state():
    obstacle = factories.obstacle()
    for name, codes in [("Klein", (GOES, ALMERE, "GM0995")), ("Groot", (GOES, KAPELLE, BORSELE, "GM0687"))]:
        partnership = factories.partnership(regions=[factories.region(name, codes)])
        factories.sighting(partnership=partnership, obstacle=obstacle, state=SightingState.MIDDLE)

    regions = read(obstacle_context, obstacle)["met"]["map"]["regions"]

    assert [(region["name"], region["state"]) for region in regions] == [
        ("Groot", "hatched"),
        ("Klein", "hatched"),
    ]


def test_shared_region_is_drawn_once_in_the_furthest_state():
    obstacle, region = factories.obstacle(), factories.region("Samen")
    for state in (SightingState.RECOGNISES, SightingState.THROUGH, SightingState.MIDDLE):
        factories.sighting(
            partnership=factories.partnership(regions=[region]), obstacle=obstacle, state=state
        )

    regions = read(obstacle_context, obstacle)["met"]["map"]["regions"]

    assert [(region["name"], region["state"]) for region in regions] == [("Samen", "full")]


def crowd(number: int, state: SightingState = SightingState.THROUGH, named: bool = True, **values) -> None:
    """So many partnerships in each of three regions met an obstacle."""
    for place in ("Noord", "Oost", "Zuid"):
        region = Region.objects.filter(name=place).first() or factories.region(place)
        for _number in range(number + (place == "Zuid")):
            partnership = factories.partnership(regions=[region])
            factories.sighting(partnership=partnership, state=state, named=named, **values)


def test_many_names_stand_by_region_with_the_fullest_open(monkeypatch):
    monkeypatch.setattr(obstacles, "MOST_OPEN", 1)
    obstacle = factories.obstacle()
    crowd(4, obstacle=obstacle)
    crowd(1, obstacle=obstacle, named=False)

    (through,) = read(obstacle_context, obstacle)["met"]["legend"]

    assert (through["label"], through["note"]) == ("17 got through it", "4 without a name")
    assert [(region["name"], region["number"]) for region in through["regions"]] == [("Zuid", 5)]
    assert [(region["name"], region["number"]) for region in through["folded"]] == [("Noord", 4), ("Oost", 4)]
    assert through["more"] == "2 more regions"


def test_more_names_than_a_page_has_room_for_are_numbers_of_who_is_furthest_last(monkeypatch, client: Client):
    monkeypatch.setattr(obstacles, "MOST_NAMED", 14)
    obstacle = factories.obstacle()
    for state in (SightingState.RECOGNISES, SightingState.THROUGH):
        crowd(4, state, obstacle=obstacle)
    crowd(0, SightingState.RECOGNISES, named=False, obstacle=obstacle)

    met = read(obstacle_context, obstacle)["met"]

    through, recognises = met["legend"]
    assert met["partnerships"] == 27
    assert [region["name"] for region in through["regions"]] == ["Zuid", "Noord", "Oost"]
    assert (recognises["label"], recognises["note"]) == ("14 recognise it", "1 without a name")
    assert [(region["name"], region["number"]) for region in recognises["counted"]] == [
        ("Noord", 4),
        ("Oost", 4),
        ("Zuid", 5),
    ]
    page = client.get(obstacle.url).content.decode()
    named = Sighting.objects.filter(partnership__name__in=re.findall(r"Verband \d+", page))
    assert {sighting.state for sighting in named} == {SightingState.THROUGH}
