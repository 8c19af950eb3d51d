"""Reads the shipped TopoJSON: arcs in map units, and which arcs bound which municipality.

TopoJSON writes a border that two municipalities share as one arc; the second one walks it backwards
and names it by its complement (~i). That is what lets outlines be dissolved without a geometry library.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from casebook.geo.projection import Point, project

SHIPPED_SHAPES = Path(__file__).parent / "data" / "municipalities.topojson"

Ring = tuple[int, ...]


@dataclass(frozen=True)
class Topology:
    """Arcs as points in map units; of each code its rings as signed arc numbers, and its province."""

    arcs: tuple[tuple[Point, ...], ...]
    rings: dict[str, tuple[Ring, ...]]
    provinces: dict[str, str]

    def points(self, arc: int) -> tuple[Point, ...]:
        """Give the points of an arc in the direction that its sign says (~i walks arc i backwards)."""
        return self.arcs[arc] if arc >= 0 else self.arcs[~arc][::-1]

    def arcs_of(self, codes: Iterable[str]) -> list[int]:
        """Give every signed arc that bounds one of the codes, once per ring it stands in."""
        return [arc for code in codes for ring in self.rings[code] for arc in ring]


def read_topology(path: Path) -> Topology:
    """Read a TopoJSON file with one collection of municipalities, each with `code` and `province_code`."""
    source = json.loads(path.read_text(encoding="utf-8"))
    (collection,) = source["objects"].values()
    shapes = collection["geometries"]
    return Topology(
        arcs=tuple(_decode(arc, source["transform"]) for arc in source["arcs"]),
        rings={shape["properties"]["code"]: _rings(shape) for shape in shapes},
        provinces={shape["properties"]["code"]: shape["properties"]["province_code"] for shape in shapes},
    )


@lru_cache(maxsize=1)
def shipped_topology() -> Topology:
    """Give the topology that ships with the casebook (CBS / Kadaster, municipalities of 2025)."""
    return read_topology(SHIPPED_SHAPES)


def _decode(arc: list[list[int]], transform: dict[str, list[float]]) -> tuple[Point, ...]:
    """Turn the steps of a quantised arc into map points, without the doubles that rounding makes."""
    (scale_x, scale_y), (origin_x, origin_y) = transform["scale"], transform["translate"]
    points = [
        project(lon=origin_x + scale_x * x, lat=origin_y + scale_y * y)
        for x, y in accumulate(arc, lambda place, step: [place[0] + step[0], place[1] + step[1]])
    ]
    return tuple(point for i, point in enumerate(points) if i == 0 or point != points[i - 1])


def _rings(shape: dict[str, Any]) -> tuple[Ring, ...]:
    """List the rings of a Polygon or MultiPolygon, holes included, as signed arc numbers."""
    polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    return tuple(tuple(ring) for polygon in polygons for ring in polygon)
