"""Who met an obstacle: counted, named with consent only, and drawn on the map of its page."""

import pytest
from django.test import Client

from accounts.viewer import Viewer
from casebook.domain.queries.obstacles import obstacle_context
from casebook.enums import SightingState
from casebook.geo.outlines import dissolve
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
    assert drawn == {(dissolve([GOES]).path, "full"), (dissolve([KAPELLE]).path, "hatched")}


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

    assert ("Geheimverband" in page, "Geheimstreek" in page, dissolve([GOES]).path in page) == (False,) * 3


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
