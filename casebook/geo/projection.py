"""The one projection that every map and outline of Regiobrug uses.

A point is drawn at x = longitude · cos 52° · 1000 and y = −latitude · 1000, rounded to whole units.
One unit is a thousandth of a degree of latitude, about 111 m in both directions: the cosine takes
away the stretch that degrees of longitude have at 52° north (without it the country would be 1.63
times too wide), and the minus sign turns north up, as SVG counts y downwards.
"""

import math
from typing import NamedTuple

PARALLEL = 52.0
UNITS_PER_DEGREE = 1000
LONGITUDE_FACTOR = math.cos(math.radians(PARALLEL))

# European Netherlands in degrees, with a little room: a coordinate outside is a mistake.
WEST, EAST = 3.2, 7.3
SOUTH, NORTH = 50.7, 53.7


class Point(NamedTuple):
    """A place on the map, in units of the projection."""

    x: int
    y: int


def project(*, lon: float, lat: float) -> Point:
    """Give the place on the map of a longitude and latitude in degrees (WGS 84)."""
    return Point(round(lon * LONGITUDE_FACTOR * UNITS_PER_DEGREE), round(-lat * UNITS_PER_DEGREE))


def lies_in_the_netherlands(*, lon: float, lat: float) -> bool:
    return WEST <= lon <= EAST and SOUTH <= lat <= NORTH
