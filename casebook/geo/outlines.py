"""Draws outlines: dissolves municipalities to one shape; the country and the lines of its provinces.

TopoJSON writes a border that two municipalities share as one arc; the second one walks it backwards
and names it by its complement (~i). So outlines are dissolved without a geometry library: the arcs that
two of the municipalities share are left out, and the others chained to rings.

Every outline is an SVG path in one projection, so that it fits on every map as it is: x = longitude ·
cos 52° · 1000 and y = −latitude · 1000, rounded. One unit is a thousandth of a degree of latitude, about
111 m in both directions: the cosine takes away the stretch that degrees of longitude have at 52° north.
Fill paths with the even-odd rule: a hole is just another ring.
"""

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, NamedTuple

SHIPPED_SHAPES = Path(__file__).parent / "data" / "municipalities.topojson"
UNITS_PER_DEGREE = 1000
# So many of these units are a step on a map of the country, and so many steps off the line are seen there.
COARSE = 5
LEAST = 0.7
LONGITUDE_FACTOR = math.cos(math.radians(52.0))


class Point(NamedTuple):
    """A place on the map, in units of the projection."""

    x: int
    y: int


@dataclass(frozen=True)
class Topology:
    """Arcs as points in map units; of each code the signed arcs of its rings, and its province."""

    arcs: tuple[tuple[Point, ...], ...]
    bounds: dict[str, tuple[int, ...]]
    provinces: dict[str, str]

    def points(self, arc: int) -> tuple[Point, ...]:
        """Give the points of an arc in the direction that its sign says."""
        return self.arcs[arc] if arc >= 0 else self.arcs[~arc][::-1]


@dataclass(frozen=True)
class Outline:
    """An SVG path, and the codes without a shape."""

    path: str
    missing: tuple[str, ...] = ()


def project(*, lon: float, lat: float) -> Point:
    """Give the place on the map of a longitude and latitude in degrees (WGS 84)."""
    return Point(round(lon * LONGITUDE_FACTOR * UNITS_PER_DEGREE), round(-lat * UNITS_PER_DEGREE))


def read_topology(path: Path) -> Topology:
    """Read a TopoJSON file with one collection of municipalities, each with `code` and `province_code`."""
    source = json.loads(path.read_text(encoding="utf-8"))
    (collection,) = source["objects"].values()
    bounds, provinces = {}, {}
    for shape in collection["geometries"]:
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        code = shape["properties"]["code"]
        bounds[code] = tuple(arc for polygon in polygons for ring in polygon for arc in ring)
        provinces[code] = shape["properties"]["province_code"]
    arcs = tuple(_decode(arc, source["transform"]) for arc in source["arcs"])
    return Topology(arcs, bounds, provinces)


def _decode(arc: list[list[int]], transform: dict[str, Any]) -> tuple[Point, ...]:
    """Turn the steps of a quantised arc into map points, without the doubles that rounding makes."""
    (scale_x, scale_y), (origin_x, origin_y) = transform["scale"], transform["translate"]
    points = [
        project(lon=origin_x + scale_x * x, lat=origin_y + scale_y * y)
        for x, y in accumulate(arc, lambda place, step: [place[0] + step[0], place[1] + step[1]])
    ]
    return (points[0], *(point for before, point in pairwise(points) if point != before))


@lru_cache(maxsize=1)
def shipped_topology() -> Topology:
    """Give the topology that ships with the casebook (CBS / Kadaster, municipalities of 2025)."""
    return read_topology(SHIPPED_SHAPES)


def dissolve(codes: Iterable[str], topology: Topology | None = None) -> Outline:
    """Give the outline of a set of CBS codes: borders between two of them vanish."""
    topology = topology or shipped_topology()
    wanted = sorted(set(codes))
    known = [code for code in wanted if code in topology.bounds]
    missing = tuple(code for code in wanted if code not in topology.bounds)
    return Outline("".join(f"{_steps(ring)}z" for ring in rings_of(known, topology)), missing)


def rings_of(codes: Iterable[str], topology: Topology) -> list[list[Point]]:
    """Give the closed rings (first point not repeated) around a set of codes that all have a shape."""
    arcs = [arc for code in codes for arc in topology.bounds[code]]
    times = Counter(max(arc, ~arc) for arc in arcs)
    waiting: dict[Point, list[tuple[Point, ...]]] = defaultdict(list)
    for arc in arcs:
        if times[max(arc, ~arc)] == 1:
            points = topology.points(arc)
            waiting[points[0]].append(points)
    rings = []
    while waiting:
        start = next(iter(waiting))
        rings.append(_close(start, waiting))
    # A sliver that rounding flattened to a dot or a line has no surface and is not drawn.
    return [ring for ring in rings if len(ring) > 2]


def _close(start: Point, waiting: dict[Point, list[tuple[Point, ...]]]) -> list[Point]:
    """Walk arc by arc from a point until it is reached again, taking the arcs out of the waiting ones."""
    ring = [start]
    while True:
        candidates = waiting.get(ring[-1])
        if not candidates:
            raise ValueError(f"outline does not close at {ring[-1]}")
        arc = candidates.pop()
        if not candidates:
            del waiting[ring[-1]]
        ring.extend(arc[1:])
        if ring[-1] == start:
            return ring[:-1]


@lru_cache(maxsize=1)
def country_path() -> str:
    return dissolve(shipped_topology().bounds).path


@lru_cache(maxsize=1)
def province_lines() -> str:
    """Give the lines between provinces, without coast and country borders: stroke, don't fill."""
    topology = shipped_topology()
    beside: dict[int, set[str]] = defaultdict(set)
    for code, arcs in topology.bounds.items():
        for arc in arcs:
            beside[max(arc, ~arc)].add(topology.provinces[code])
    return "".join(_steps(topology.points(arc)) for arc in sorted(beside) if len(beside[arc]) > 1)


@lru_cache(maxsize=512)
def coarse(path: str) -> str:
    """Give a path in steps of half a kilometre without what is less than a pixel on a map of the country.

    It is half as long, and maps of the country and the rows of lists show the same.
    """
    lines = []
    for line in path.split("M")[1:]:
        closed = line.endswith("z")
        points = [Point(round(x / COARSE), round(y / COARSE)) for x, y in _points(line)]
        points = [points[0], *(point for before, point in pairwise(points) if point != before)]
        kept = _thinned([*points, points[0]])[:-1] if closed else _thinned(points)
        # What is no surface any more is not drawn.
        if not closed:
            lines.append(_steps(kept))
        elif len(kept) > 2:
            lines.append(f"{_steps(kept)}z")
    return "".join(lines)


def _thinned(points: Sequence[Point]) -> list[Point]:
    """Leave out what lies nearly on the line between its neighbours; the ends stay."""
    kept = [points[0]]
    for point, after in pairwise(points[1:]):
        before = kept[-1]
        surface = (point.x - before.x) * (after.y - before.y) - (point.y - before.y) * (after.x - before.x)
        if abs(surface) > LEAST * math.dist(before, after):
            kept.append(point)
    return [*kept, points[-1]]


@lru_cache(maxsize=512)
def middle_of(path: str) -> Point:
    """Give the middle of the box around the longest ring of an outline: where a sign for it stands."""
    xs, ys = zip(*_points(max(path.split("M"), key=len)), strict=True)
    return Point((min(xs) + max(xs)) // 2, (min(ys) + max(ys)) // 2)


def _points(line: str) -> list[Point]:
    """Read one line of a path back."""
    numbers = [int(number) for number in re.findall(r"-?\d+", line)]
    return [Point(x, y) for x, y in zip(accumulate(numbers[0::2]), accumulate(numbers[1::2]), strict=True)]


def _steps(line: Sequence[Point]) -> str:
    """Write one line as `Mx yldx dy dx dy…`, leaving out the space that a minus sign makes needless."""
    numbers = [str(n) for a, b in pairwise(line) for n in (b.x - a.x, b.y - a.y)]
    start, moves = (" ".join(part).replace(" -", "-") for part in ([str(n) for n in line[0]], numbers))
    return f"M{start}l{moves}"
