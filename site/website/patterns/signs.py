"""Sample data for the four signs and the map."""

import json
from pathlib import Path
from typing import Any

OUTLINES: dict[str, dict[str, str]] = json.loads(
    (Path(__file__).parent / "sample_outlines.json").read_text(encoding="utf-8")
)


def region(key: str, state: str) -> dict[str, str]:
    """A region as the map draws it."""
    return {**OUTLINES[key], "state": state}


def country_map(**options: Any) -> dict[str, Any]:
    """A map of the country with five regions in three states."""
    return {
        "name": "Kaart van Nederland: twee regio’s zijn erdoorheen, twee zitten er middenin, één herkent het",
        "country": OUTLINES["country"],
        "provinces": OUTLINES["provinces"],
        "regions": [
            region("noord-nederland", "hatched"),
            region("zwolle", "full"),
            region("rijnmond", "full"),
            region("zeeland", "hatched"),
            region("noord-limburg", "line"),
        ],
        **options,
    }


def context() -> dict[str, Any]:
    """What the part of the pattern page about signs shows."""
    return {
        "outlines": OUTLINES,
        "sizes": (72, 56, 40, 24),
        "crossings": [
            {
                "left": {"name": "CIV Bio Sciences", "shape": OUTLINES["holland-rijnland"], "state": "full"},
                "right": {
                    "name": "Maakkring Achterhoek",
                    "shape": OUTLINES["achterhoek"],
                    "state": "hatched",
                },
            },
            {
                "left": {"name": "DNA", "shape": OUTLINES["noord-nederland"], "state": "hatched"},
                "right": {"name": "Scheldewerk", "shape": OUTLINES["zeeland"], "state": "hatched"},
            },
        ],
        "map": country_map(size=480),
        "water_map": country_map(size=480, look="water"),
        "legend": [
            {
                "state": "full",
                "label": "2 zijn erdoorheen",
                "note": "Techniek College Rotterdam, Zwolse Koers",
            },
            {"state": "hatched", "label": "2 zitten er middenin", "note": "DNA en 1 zonder naam"},
            {"state": "line", "label": "1 herkent het", "note": "Logistiekhuis Venlo"},
        ],
        "short_legend": [
            {"state": "full", "label": "gelukt"},
            {"state": "hatched", "label": "deels of niet"},
        ],
    }
