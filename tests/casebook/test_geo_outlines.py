"""Outlines are dissolved from municipalities without losing or inventing land."""

import json
import re
from collections import defaultdict
from statistics import median

import pytest

from casebook.geo.municipality_file import SHIPPED_LIST, read_municipality_file
from casebook.geo.outlines import (
    Outline,
    Point,
    Topology,
    country_path,
    dissolve,
    project,
    province_lines,
    read_topology,
    rings_of,
    shipped_topology,
)


def labour_market_regions() -> dict[str, list[str]]:
    """Give the codes of each of the 35 labour-market regions."""
    regions = defaultdict(list)
    for row in read_municipality_file(SHIPPED_LIST):
        regions[row.labour_market_region].append(row.code)
    return dict(regions)


def area(rings: list[list[Point]]) -> int:
    """Give twice the signed surface of rings: holes run the other way round and count negative."""
    pairs = (pair for ring in rings for pair in zip(ring, ring[1:] + ring[:1], strict=True))
    return sum(a.x * b.y - b.x * a.y for a, b in pairs)


def drawn(path: str) -> list[list[Point]]:
    """Read a closed path back to its points, as a browser would."""
    rings = []
    for x, y, steps in re.findall(r"M(-?\d+) ?(-?\d+)l([-\d ]+)z", path):
        ring = [Point(int(x), int(y))]
        numbers = [int(number) for number in re.findall(r"-?\d+", steps)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            ring.append(Point(ring[-1].x + dx, ring[-1].y + dy))
        rings.append(ring)
    return rings


def borders(rings: list[list[Point]]) -> set[frozenset[Point]]:
    """Give every line piece of rings, whichever way it is walked."""
    return {frozenset(pair) for ring in rings for pair in zip(ring, ring[1:] + ring[:1], strict=True)}


# Three squares in a row, the middle one with an enclave, in a topology of 0.01 degree per step.
#   A | B | C      B surrounds D
SQUARES = {
    "type": "Topology",
    "transform": {"scale": [0.01, 0.01], "translate": [5.0, 52.0]},
    "arcs": [
        [[10, 0], [-10, 0], [0, 10], [10, 0]],  # 0: the coast of A
        [[10, 0], [0, 10]],  # 1: border A-B
        [[10, 10], [10, 0]],  # 2: north of B
        [[20, 10], [0, -10]],  # 3: border B-C
        [[20, 0], [-10, 0]],  # 4: south of B
        [[20, 10], [10, 0], [0, -10], [-10, 0]],  # 5: the coast of C
        [[14, 4], [2, 0], [0, 2], [-2, 0], [0, -2]],  # 6: around the enclave D
    ],
    "objects": {
        "places": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "arcs": [[0, -2]], "properties": {"code": "A", "province_code": "P1"}},
                {
                    "type": "Polygon",
                    "arcs": [[1, 2, 3, 4], [6]],
                    "properties": {"code": "B", "province_code": "P1"},
                },
                {
                    "type": "MultiPolygon",
                    "arcs": [[[-4, 5]]],
                    "properties": {"code": "C", "province_code": "P2"},
                },
                {"type": "Polygon", "arcs": [[-7]], "properties": {"code": "D", "province_code": "P1"}},
            ],
        }
    },
}


@pytest.fixture
def squares(tmp_path) -> Topology:
    """A small made-up map: A, B and C side by side, D an enclave inside B."""
    path = tmp_path / "squares.topojson"
    path.write_text(json.dumps(SQUARES))
    return read_topology(path)


def test_projection_puts_a_place_at_cosine_of_52_degrees_with_north_up():
    assert project(lon=5.0, lat=52.0) == Point(3078, -52000)


def test_two_neighbours_lose_their_shared_border(squares: Topology):
    a, b, both = (rings_of(codes, squares) for codes in (["A"], ["B"], ["A", "B"]))

    shared = borders(a) & borders(b)
    assert len(shared) == 1
    assert borders(both) == (borders(a) | borders(b)) - shared


def test_enclave_leaves_a_hole_and_fills_it_when_it_belongs(squares: Topology):
    without, with_enclave = rings_of(["B"], squares), rings_of(["B", "D"], squares)

    assert [len(without), len(with_enclave)] == [2, 1]
    assert area(without) + area(rings_of(["D"], squares)) == area(with_enclave)


def test_places_apart_give_a_ring_each(squares: Topology):
    assert len(drawn(dissolve(["A", "C"], squares).path)) == 2


def test_code_without_a_shape_is_told_and_the_rest_is_drawn(squares: Topology):
    assert dissolve(["A", "Z9", "A1"], squares) == Outline(
        path=dissolve(["A"], squares).path, missing=("A1", "Z9")
    )


def test_nothing_with_a_shape_gives_an_empty_path(squares: Topology):
    assert dissolve(["Z9"], squares) == Outline(path="", missing=("Z9",))
    assert dissolve([], squares) == Outline(path="")


def test_code_given_twice_counts_once(squares: Topology):
    assert dissolve(["A", "A"], squares) == dissolve(["A"], squares)


def test_outline_that_does_not_close_is_an_error(squares: Topology):
    broken = Topology(arcs=squares.arcs, bounds={"A": (0,)}, provinces={"A": "P1"})

    with pytest.raises(ValueError, match="does not close"):
        dissolve(["A"], broken)


def test_path_is_written_in_whole_relative_steps():
    ring = (Point(3, -5), Point(4, -5), Point(4, -7), Point(10, 0), Point(3, -5))

    assert dissolve(["A"], Topology((ring,), {"A": (0,)}, {"A": "P1"})).path == "M3-5l1 0 0-2 6 7z"


def test_all_35_labour_market_regions_close_and_keep_their_area():
    topology = shipped_topology()

    regions = labour_market_regions()

    assert len(regions) == 35
    for codes in regions.values():
        outline = dissolve(codes)
        assert outline.missing == ()
        assert area(drawn(outline.path)) == sum(area(rings_of([code], topology)) for code in codes)


def test_outlines_of_labour_market_regions_are_small():
    sizes = [len(dissolve(codes).path) for codes in labour_market_regions().values()]

    assert median(sizes) <= 350
    assert max(sizes) <= 1200


@pytest.mark.parametrize(("region", "rings"), [("Zeeland", 4), ("Friesland", 6), ("Regio Zwolle", 1)])
def test_islands_and_mainland_are_separate_rings(region: str, rings: int):
    assert len(drawn(dissolve(labour_market_regions()[region]).path)) == rings


def test_municipality_around_belgian_enclaves_is_drawn():
    (ring,) = drawn(dissolve(["GM0744"]).path)

    assert len(set(ring)) >= 3


def test_country_is_the_sum_of_all_municipalities_and_fits_a_page():
    topology = shipped_topology()

    path = country_path()

    assert area(drawn(path)) == sum(area(rings_of([code], topology)) for code in topology.bounds)
    # Kadaster counts 33.500 km² of land; wide rivers and lakes between municipalities add a little.
    square_kilometres = area(drawn(path)) / 2 * 0.1113**2
    assert 33_000 < abs(square_kilometres) < 37_500
    assert len(path) <= 11_000


def test_country_is_taller_than_wide_as_on_a_real_map():
    points = [point for ring in drawn(country_path()) for point in ring]

    width, height = (max(values) - min(values) for values in zip(*points, strict=True))
    assert 1.1 < height / width < 1.25


def test_province_lines_run_between_provinces_only():
    topology = shipped_topology()
    by_province = defaultdict(list)
    for code, province in topology.provinces.items():
        by_province[province].append(code)

    lines = province_lines()

    around = [borders(rings_of(codes, topology)) for codes in by_province.values()]
    between = {piece for i, one in enumerate(around) for other in around[:i] for piece in one & other}
    assert len(by_province) == 12
    assert pieces_of_open(lines) == between
    assert len(lines) <= 20_000


def pieces_of_open(path: str) -> set[frozenset[Point]]:
    """Read an open path back to its line pieces."""
    pieces = set()
    for x, y, steps in re.findall(r"M(-?\d+) ?(-?\d+)l([-\d ]+)", path):
        place = Point(int(x), int(y))
        numbers = [int(number) for number in re.findall(r"-?\d+", steps)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            step = Point(place.x + dx, place.y + dy)
            pieces.add(frozenset((place, step)))
            place = step
    return pieces
