"""Sample data for stories, lessons and obstacles on the pattern page."""

from datetime import date
from typing import Any

from django.utils.safestring import mark_safe

from website.patterns.signs import OUTLINES, region

PROVENANCE = {
    "written_by": "redactie Regiobrug",
    "checked": date(2026, 10, 14),
    "review_due": date(2027, 10, 1),
    "source": "NSOB, Gedeelde sturing (2024), § 3.1",
    "licence": "CC BY 4.0",
    "licence_url": "https://creativecommons.org/licenses/by/4.0/deed.nl",
}

FACTS: list[dict[str, Any]] = [
    {
        "term": "Wie doen mee",
        "lines": ["Albeda en Zadkine (mbo)", "gemeente Rotterdam", "zeven bedrijven en branches"],
    },
    {
        "term": "Waar",
        "value": "Rijnmond",
        "note": "14 gemeenten",
        "map": {
            "name": "Rijnmond ligt in het zuidwesten van Nederland",
            "country": OUTLINES["country"],
            "regions": [region("rijnmond", "full")],
            "look": "small",
            "size": 74,
            "credit": False,
        },
    },
    {"term": "Sinds", "value": "convenant 2015, open sinds 1 augustus 2016"},
    {"term": "Begon vanuit", "value": "Sociaal-maatschappelijk", "part": "abutments"},
    {"term": "Leunt nu op", "value": "Juridisch", "part": "keystone"},
    {"term": "Meer lezen", "value": "website van de school", "url": "#website"},
]


STORIES: dict[str, Any] = {
    "facts": FACTS,
    "provenance": PROVENANCE,
    "cells": [
        {
            "title": "Wat speelde er",
            "text": "Een school, een gemeente en bedrijven hadden één doel. "
            "Elk had ook iets anders te winnen, en dat zei niemand hardop.",
        },
        {
            "title": "Wat we deden",
            "text": "Iedere partner schreef op één blad zijn eigen winst op, naast het gedeelde doel.",
        },
        {"title": "Wat het opleverde", "text": "Partners bleven, ook toen het even niets opleverde."},
    ],
    "outcomes": [
        {"tone": "success", "name": "Gelukt"},
        {"tone": "mixed", "name": "Deels gelukt"},
        {"tone": "failure", "name": "Niet gelukt, wel leerzaam"},
    ],
    "holds": [
        "partners elkaar al kennen",
        "er één plek is waar iedereen iets aan heeft, zoals een park of een haven",
    ],
    "holds_not": [
        "bedrijven elkaars directe concurrent zijn",
        "één partner alles betaalt",
        "de winst pas na tien jaar komt",
    ],
    "evidence": [
        {"name": "Eigen ervaring", "reached": True},
        {"name": "Door een ander bekeken", "reached": True},
        {"name": "Geteld"},
        {"name": "Vergeleken"},
    ],
    "possible": {
        "heading": "Er is geen strakke grens. Dus kan wie wil meteen beginnen.",
        "points": [
            "Een groep die wil, hoeft op niemand te wachten.",
            "Nieuwe partners schuiven zonder papierwerk aan.",
        ],
    },
    "difficult": {
        "heading": "Er is geen strakke grens. Dus is niet duidelijk wie beslist.",
        "points": ["Wie betaalt als het tegenzit?", "Als de trekker weggaat, ligt alles stil."],
    },
    "two_shares": [{"label": "Zadkine", "value": 60}, {"label": "Albeda", "value": 40}],
    "many_shares": [
        {"label": "bedrijven", "value": 45},
        {"label": "gemeente", "value": 35},
        {"label": "provincie", "value": 20},
    ],
    "moments": [
        {"when": "2015", "text": "De partners tekenen een convenant."},
        {
            "when": "1 augustus 2016",
            "text": mark_safe("De school gaat open, <strong>zonder</strong> eigen rechtspersoon."),
        },
    ],
    "table_head": ["Wie", "Beslist over", "Betaalt"],
    "table_rows": [["Bestuurders", "geld en verantwoording", "60%"], ["Teams", "lessen en roosters", "40%"]],
    "steps": [
        "Print het blad, één per partner.",
        "Laat ieder tien minuten alleen schrijven.",
        "Hang de bladen naast elkaar.",
    ],
}


def context() -> dict[str, Any]:
    """What the parts of the pattern page about stories, lessons and obstacles show."""
    return dict(STORIES)
