"""Sample data for the frame, lists and filters of the pattern page."""

from datetime import date
from typing import Any

from django.utils.safestring import mark_safe

from website.patterns.signs import OUTLINES

ROOMS = ("Drempels", "Lessen", "Portretten", "Hulpmiddelen", "Bijeenkomsten")
SHELL = {
    "home": {"footer_note": "Voorbeeldinhoud: namen, aantallen en antwoorden zijn deels verzonnen."},
    "menu": [{"title": room, "url": f"#{room.lower()}", "here": room == "Lessen"} for room in ROOMS],
    "footer": [
        {"title": title, "url": f"#{title.split()[0].lower()}"}
        for title in ("Wie zit erachter", "Toegankelijkheid", "Privacy", "Open data")
    ],
}
COLOURS = [
    "papier",
    "mist",
    "water",
    "water-diep",
    "lijn",
    "rand",
    "inkt-zacht",
    "inkt",
    "delfts",
    "vlak",
    "menie",
    "merk",
    "goed",
    "fout",
    "bezocht",
]
LESSON = {"icon": "signpost", "name": "Les"}
NO_TIME = {"code": "S4", "label": "Geen tijd of mensen vrij"}

ROWS: list[dict[str, Any]] = [
    {
        "url": "#rij-1",
        "title": "Laat vier kleine bedrijven één begeleider delen",
        "text": mark_safe(
            "Vier bouwbedrijven hadden elk te weinig tijd voor <mark>stagebegeleiding</mark>. Samen betalen "
            "ze nu één <mark>praktijkopleider</mark>, die elke week bij alle vier langsgaat."
        ),
        "shape": OUTLINES["gorinchem"],
        "kind": LESSON,
        "who": "Bouwen aan de Linge",
        "obstacle_links": [NO_TIME],
        "facts": [{"term": "Uitkomst", "value": "Gelukt"}, {"term": "Nagekeken", "value": "okt 2026"}],
    },
    {
        "url": "#rij-2",
        "title": mark_safe("Wij vroegen te veel papier van <mark>kleine bedrijven</mark>"),
        "text": "Per student waren er zes formulieren. Dit zouden we nu anders doen.",
        "passage": mark_safe("In het verslag: “… <mark>begeleiding</mark> kost een halve dag per week …”"),
        "shape": OUTLINES["zeeland"],
        "state": "hatched",
        "kind": LESSON,
        "who": "Scheldewerk",
        "obstacle_links": [NO_TIME, {"code": "J9", "label": "School is ondoorzichtig"}],
        "facts": [{"term": "Uitkomst", "value": "Niet gelukt"}, {"term": "Nagekeken", "value": "mrt 2026"}],
    },
    {
        "url": "#rij-3",
        "title": "Een hulpmiddel zonder regio",
        "text": "Een rij zonder omtrek en zonder feiten aan de rand.",
        "kind": {"icon": "wrench", "name": "Hulpmiddel"},
        "outcome": {"tone": "failure", "name": "Niet gelukt, wel leerzaam"},
    },
]

FACETS: list[dict[str, Any]] = [
    {
        "name": "soort",
        "title": "Soort",
        "options": [
            {"value": "les", "label": "Les", "count": 21, "chosen": True, "url": "#les"},
            {"value": "drempel", "label": "Drempel", "count": 3, "url": "#drempel"},
            {"value": "portret", "label": "Portret", "count": 6, "url": "#portret"},
        ],
    },
    {
        "name": "drempel",
        "title": "Drempel",
        "options": [
            {"value": "S4", **NO_TIME, "count": 14, "chosen": True, "url": "#s4"},
            {"value": "J9", "code": "J9", "label": "School is ondoorzichtig", "count": 8, "url": "#j9"},
        ],
        "more": {"title": "Alle 24 drempels", "url": "#alle-drempels"},
    },
    {
        "name": "sector",
        "title": "Sector",
        "options": [
            {"value": f"s{number}", "label": f"Sector {number}", "count": number, "url": f"#sector-{number}"}
            for number in range(1, 12)
        ],
    },
]


LISTS: dict[str, Any] = {
    "trail": [{"title": "Lessen", "url": "#lessen"}, {"title": "Economisch"}],
    "rows": ROWS,
    "facets": FACETS,
    "tags": [
        {"label": "Les", "url": "#zonder-les"},
        {"label": "S4 Geen tijd of mensen vrij", "url": "#zonder-s4"},
    ],
    "pages": [
        {"number": 1, "url": "#p1", "current": True},
        {"number": 2, "url": "#p2"},
        {"number": 3, "url": "#p3"},
        {"gap": True},
        {"number": 9, "url": "#p9"},
    ],
    "obstacles": [
        {
            "code": "J1",
            "title": "Het is van iedereen, dus van niemand",
            "url": "#j1",
            "note": "3 herkennen dit",
        },
        {"code": "E1", "title": "Wat levert het óns op?", "url": "#e1", "note": "4 herkennen dit"},
        {"code": "S1", "title": "Alles hangt op één persoon", "url": "#s1", "note": "5 herkennen dit"},
        {"code": "J4", "title": "De regels laten het niet toe", "url": "#j4", "note": "2 herkennen dit"},
    ],
    "file": {
        "url": "#bestand",
        "title": "Werkblad Ieders winst, leeg",
        "type": "DOCX",
        "pages": 2,
        "size": 84_000,
        "version": "3",
        "date": date(2026, 10, 14),
    },
    "summary_errors": [{"message": "Schrijf op wat er gebeurde. Eén zin is genoeg.", "target": "id_result"}],
    "empty_action": {"title": "Deel een les", "url": "#deel"},
    "agenda_link": {"title": "Agenda", "url": "#agenda"},
    "colours": COLOURS,
    "short_file": {"url": "#bestand-2", "title": "Ingevuld voorbeeld", "type": "PDF", "size": 120_000},
}


def context() -> dict[str, Any]:
    """What the parts of the pattern page about lists and filters show."""
    return dict(LISTS)
