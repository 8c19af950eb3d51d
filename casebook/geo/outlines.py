"""Draws outlines: dissolves municipalities to one shape, and gives the country and its provinces as paths.

Paths are in the units of `casebook.geo.projection`, so every outline fits on every map as it is.
Fill them with the even-odd rule: a hole is just another ring.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from casebook.geo.projection import Point
from casebook.geo.topology import Topology, shipped_topology

Line = Sequence[Point]


@dataclass(frozen=True)
class Box:
    """A bounding box in map units."""

    x: int
    y: int
    width: int
    height: int

    @property
    def view_box(self) -> str:
        return f"{self.x} {self.y} {self.width} {self.height}"


@dataclass(frozen=True)
class Outline:
    """An SVG path, its box (none when nothing has a shape), and the codes without a shape."""

    path: str
    box: Box | None
    missing: tuple[str, ...] = ()


def dissolve(codes: Iterable[str], topology: Topology | None = None) -> Outline:
    """Give the outline of a set of CBS codes: borders between two of them vanish."""
    topology = topology or shipped_topology()
    wanted = sorted(set(codes))
    known = [code for code in wanted if code in topology.rings]
    rings = rings_of(known, topology)
    missing = tuple(code for code in wanted if code not in topology.rings)
    return Outline(path=closed_path(rings), box=box_of(rings), missing=missing)


def rings_of(codes: Iterable[str], topology: Topology) -> list[list[Point]]:
    """Give the closed rings (first point not repeated) around a set of codes that all have a shape."""
    arcs = topology.arcs_of(codes)
    shared = {arc for arc, times in Counter(arc if arc >= 0 else ~arc for arc in arcs).items() if times > 1}
    waiting: dict[Point, list[tuple[Point, ...]]] = defaultdict(list)
    for arc in arcs:
        if (arc if arc >= 0 else ~arc) not in shared:
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
def country_outline() -> Outline:
    return dissolve(shipped_topology().rings)


@lru_cache(maxsize=1)
def province_lines() -> Outline:
    """Give the lines between provinces, without coast and country borders: stroke, don't fill."""
    topology = shipped_topology()
    beside: dict[int, set[str]] = defaultdict(set)
    for code, rings in topology.rings.items():
        for arc in (arc for ring in rings for arc in ring):
            beside[arc if arc >= 0 else ~arc].add(topology.provinces[code])
    lines = [topology.points(arc) for arc, provinces in sorted(beside.items()) if len(provinces) > 1]
    joined = _join(lines)
    return Outline(path=open_path(joined), box=box_of(joined))


def _join(lines: Iterable[Line]) -> list[list[Point]]:
    """Glue lines that meet end to start into longer ones, so that a path needs fewer jumps."""
    joined: list[list[Point]] = []
    for line in lines:
        for known in joined:
            if known[-1] == line[0]:
                known.extend(line[1:])
                break
            if known[-1] == line[-1]:
                known.extend(reversed(line[:-1]))
                break
        else:
            joined.append(list(line))
    return joined


def closed_path(rings: Iterable[Line]) -> str:
    return "".join(f"{_steps(ring)}z" for ring in rings)


def open_path(lines: Iterable[Line]) -> str:
    return "".join(_steps(line) for line in lines)


def _steps(line: Line) -> str:
    """Write one line as `Mx yldx dy dx dy…`, leaving out the space that a minus sign makes needless."""
    start = line[0]
    numbers = [str(n) for a, b in pairwise(line) for n in (b.x - a.x, b.y - a.y)]
    written = "".join(n if i == 0 or n.startswith("-") else f" {n}" for i, n in enumerate(numbers))
    return f"M{start.x}{'' if start.y < 0 else ' '}{start.y}l{written}"


def box_of(lines: Iterable[Line]) -> Box | None:
    """Give the bounding box of all points, or None when there are none."""
    points = [point for line in lines for point in line]
    if not points:
        return None
    left, top = min(p.x for p in points), min(p.y for p in points)
    return Box(left, top, max(p.x for p in points) - left, max(p.y for p in points) - top)
