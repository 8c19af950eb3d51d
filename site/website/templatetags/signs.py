"""The four signs of the visual style (outline, bridge, knot, perspective), the map, and icons."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

ICONS = Path(__file__).resolve().parent.parent / "static" / "website" / "icons"

WHOLE_NUMBER = re.compile(r"-?\d+")
# Below this size (pixels) a hatch or line looks like a full outline.
SMALLEST_WITH_STATE = 40
# Hatches are defined for these scales (map units per pixel), so that lines keep their distance on screen.
HATCH_SCALES = tuple(round(1.33**step, 3) for step in range(-3, 16))
# States of regions on a map that counts, the fullest aside; and how large the end of a bridge is (pixels).
DOTTED = ("few", "some", "many")
ARC_END = 4


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """Draw an icon inline; the word it stands beside names it, so screen readers skip it."""
    source = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    paths = source[source.index(">") + 1 : source.rindex("</svg>")]
    opening = '<svg class="rb-icon" viewBox="0 0 256 256" aria-hidden="true" focusable="false">'
    # Names come from templates and code, the content from files that ship with the site.
    return mark_safe(f"{opening}{paths}</svg>")  # noqa: S308


@register.simple_tag
@cache
def hatches() -> SafeString:
    """Define the hatches once a page, before the first sign; the same on every page."""
    return render_to_string("website/components/hatches.html", {"scales": [str(one) for one in HATCH_SCALES]})


@register.inclusion_tag("website/components/outline.html")
def outline(
    shape: Any, state: str = "full", size: int = 56, name: str = "", align: str = ""
) -> dict[str, Any]:
    """Draw a region's outline (``shape`` has a ``path``, or is it) in the state full, hatched or line."""
    path = part_of(shape, "path")
    view_box = box_around(path)
    return {
        "path": path,
        "view_box": view_box,
        "state": state if size >= SMALLEST_WITH_STATE else "full",
        "hatch": hatch_for(view_box, size),
        "size": size,
        "name": name,
        "align": align,
    }


@register.inclusion_tag("website/components/map.html")
def region_map(map: Mapping[str, Any]) -> dict[str, Any]:
    """Draw the country with regions on it; the context is described in the template."""
    country = part_of(map["country"], "path")
    view_box = box_around(country)
    unit = units_per_pixel(view_box, map.get("size", 480))
    return {
        "map": map,
        "dotted": DOTTED,
        "dots": any(part_of(region, "state") in DOTTED for region in map["regions"]),
        "unit": f"{unit:.2f}",
        "dot": round(unit * ARC_END),
        "country": country,
        "provinces": part_of(map.get("provinces"), "path"),
        "view_box": view_box,
        "linked": any(part_of(region, "url") for region in map["regions"]),
        "hatch": hatch_for(view_box, map.get("size", 480)),
    }


@register.inclusion_tag("website/components/knot.html")
def knot(code: str, size: int = 30, label: str = "", url: str = "") -> dict[str, Any]:
    """Draw an obstacle's code in a ring of 30, 40 or 80 pixels, at first mention with its label."""
    return {"code": code, "size": size, "label": label, "url": url}


@register.inclusion_tag("website/components/perspective.html")
def perspective(part: str, size: int = 46, label: str = "") -> dict[str, Any]:
    """Draw the bridge, ``size`` pixels wide, with its abutments, arch, keystone or deck filled."""
    return {"part": part, "width": size, "height": round(size * 27 / 48), "label": label}


def part_of(shape: Any, name: str) -> Any:
    """A part of a mapping, an object or nothing; a path by itself is its own part."""
    if isinstance(shape, str):
        return shape
    return shape.get(name, "") if isinstance(shape, Mapping) else getattr(shape, name, "")


@lru_cache(maxsize=256)
def box_around(path: str) -> str:
    """The viewBox around a path of absolute starts and relative steps (``Mx yldx dy…z``)."""
    xs: list[int] = []
    ys: list[int] = []
    for line in path.split("M")[1:]:
        numbers = [int(number) for number in WHOLE_NUMBER.findall(line)]
        xs += accumulate(numbers[0::2])
        ys += accumulate(numbers[1::2])
    if not xs:
        return "0 0 1 1"
    return f"{min(xs)} {min(ys)} {max(xs) - min(xs)} {max(ys) - min(ys)}"


def units_per_pixel(view_box: str, size: int) -> float:
    """How much of a box goes into a pixel when its longest side is drawn at ``size``."""
    return max(float(number) for number in view_box.split()[2:]) / size


def hatch_for(view_box: str, size: int) -> str:
    """The id of the hatch that fits a box drawn at ``size`` pixels."""
    unit = units_per_pixel(view_box, size)
    nearest = min(range(len(HATCH_SCALES)), key=lambda step: abs(HATCH_SCALES[step] - unit))
    return f"hatch-{nearest + 1}"
