"""The casebook in the admin: lists, searches, choosers and filters."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.formats import date_format

from casebook.models import (
    Municipality,
    Organisation,
    Partnership,
    Perspective,
    Region,
    Sector,
    Sighting,
)
from tests.casebook import factories

pytestmark = pytest.mark.usefixtures("casebook", "english")
SNIPPETS = [Region, Organisation, Partnership, Sector, Perspective, Municipality, Sighting]
NASTY = ['"', "'", "%", "*", "a" * 10_000, "\u202e", "😀", "'; DROP TABLE--", "(", "\\", "AND OR NOT", "_"]


def address(model: type, rest: str = "") -> str:
    return f"/beheer/snippets/casebook/{model._meta.model_name}/{rest}"


def fill(number: int) -> None:
    for _place in range(number):
        partnership = factories.partnership(sectors=[factories.sector()])
        factories.portrait(partnership=partnership)
        factories.sighting(partnership=partnership, obstacle=factories.obstacle())


@pytest.mark.parametrize("model", SNIPPETS, ids=lambda model: model.__name__)
def test_list_takes_the_same_queries_with_one_and_three(editor: Client, model: type):
    taken = []
    for number in (1, 2):
        fill(number)
        editor.get(address(model))
        with CaptureQueriesContext(connection) as queries:
            assert editor.get(address(model)).status_code == 200
        taken.append(len(queries))

    assert taken[0] == taken[1]


@pytest.mark.parametrize("model", SNIPPETS, ids=lambda model: model.__name__)
def test_search_in_list_and_chooser_survives_anything(editor: Client, model: type):
    fill(1)
    screens = [address(model)]
    if model is not Sighting:
        screens.append(f"/beheer/snippets/choose/casebook/{model._meta.model_name}/results/")

    answers = {
        (screen, query[:12]): editor.get(screen, {"q": query}).status_code
        for screen in screens
        for query in NASTY
    }

    assert {asked: status for asked, status in answers.items() if status != 200} == {}


@pytest.mark.parametrize(
    ("model", "name"),
    [(Region, "Zeeland"), (Organisation, "Albeda"), (Partnership, "Maakkring"), (Sector, "Zorg")],
)
def test_chooser_finds_by_the_beginning_of_a_name(editor: Client, model: type, name: str):
    factories.partnership(
        "Maakkring",
        regions=[factories.region("Zeeland"), factories.region("Elders")],
        members=[factories.member(factories.organisation("Albeda"))],
        sectors=[factories.sector("Zorg"), factories.sector("Bouw")],
    )

    response = editor.get(
        f"/beheer/snippets/choose/casebook/{model._meta.model_name}/results/", {"q": name[:4].lower()}
    )

    assert [str(item) for item in response.context["results"]] == [name]


def test_sightings_are_found_by_partnership_and_by_obstacle(editor: Client):
    factories.sighting(partnership=factories.partnership("Alfa"), obstacle=factories.obstacle("J1"))
    factories.sighting(partnership=factories.partnership("Beta"), obstacle=factories.obstacle("J2"))

    found = [
        [
            sighting.partnership.name
            for sighting in editor.get(address(Sighting), {"q": query}).context["object_list"]
        ]
        for query in ("alf", "J2")
    ]

    assert found == [["Alfa"], ["Beta"]]


PAGE_LISTS = {
    "lesson": {
        "outcome": "success",
        "perspectives": None,
        "obstacle_links__obstacle": None,
    },
    "portrait": {"partnership__phase": "running", "partnership__origin": "real", "started_from": None},
    "obstacle": {"perspective": None},
    "tool": {"obstacle_links__obstacle": None},
}


@pytest.mark.parametrize("kind", PAGE_LISTS)
def test_page_list_takes_the_same_queries_with_one_and_three(editor: Client, kind: str):
    make = getattr(factories, kind)
    parent = make().get_parent()
    taken = []
    for number in (0, 2):
        for _place in range(number):
            make()
        editor.get(f"/beheer/pages/{parent.pk}/")
        with CaptureQueriesContext(connection) as queries:
            assert editor.get(f"/beheer/pages/{parent.pk}/").status_code == 200
        taken.append(len(queries))

    assert taken[0] == taken[1]


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind, names in PAGE_LISTS.items() for name in names]
)
def test_page_list_is_narrowed_by_its_filters(editor: Client, kind: str, name: str):
    obstacle, perspective = factories.obstacle(), factories.perspective()
    extra = {
        "lesson": {"obstacles": [obstacle], "perspectives": [perspective]},
        "portrait": {"started_from": perspective},
        "tool": {"obstacles": [obstacle]},
        "obstacle": {},
    }[kind]
    page = getattr(factories, kind)(**extra)
    value = PAGE_LISTS[kind][name] or (obstacle if "obstacle" in name else perspective).pk

    shown = editor.get(f"/beheer/pages/{page.get_parent().pk}/", {name: value}).context["object_list"]

    assert page.pk in [item.pk for item in shown]


def test_lesson_list_shows_outcome_and_next_check(editor: Client):
    lesson = factories.lesson(last_checked=date(2026, 1, 31), review_due=date(2027, 1, 31))

    screen = editor.get(f"/beheer/pages/{lesson.get_parent().pk}/").content.decode()

    assert [words in screen for words in ("It worked", "Check again before")] == [True, True]


@pytest.mark.parametrize(
    ("days", "note"), [(-1, " (verlopen)"), (0, " (verlopen)"), (1, ""), (400, "")], ids=str
)
def test_days_of_checking_are_written_out_and_what_is_overdue_says_so(editor: Client, days: int, note: str):
    due = timezone.localdate() + timedelta(days=days)
    lesson = factories.lesson(last_checked=due - timedelta(days=500), review_due=due)

    with translation.override("nl"):
        screen = editor.get(f"/beheer/pages/{lesson.get_parent().pk}/").content.decode()
        cells = [words.strip() for words in re.findall(r"<td[^>]*>([^<]*)</td>", screen)]
        days_shown = [date_format(day, "j F Y") for day in (lesson.last_checked, due)]

    assert [cell for cell in cells if re.match(r"\d", cell)] == [days_shown[0], days_shown[1] + note]


@pytest.mark.parametrize(
    ("model", "query"),
    [
        (Region, {"kind": "own"}),
        (Region, {"memberships__municipality__province": "Zeeland"}),
        (Organisation, {"kind": "mbo"}),
        (Partnership, {"phase": "running"}),
        (Partnership, {"origin": "real"}),
        (Sighting, {"state": "middle"}),
        (Sighting, {"named": "true"}),
        (Municipality, {"province": "Zeeland"}),
    ],
)
def test_snippet_list_is_narrowed_by_its_filters(editor: Client, model: type, query: dict):
    fill(1)
    other = {key: "Elders" if value == "Zeeland" else "ended" for key, value in query.items()}

    assert len(editor.get(address(model), query).context["object_list"]) == model.objects.count()
    assert editor.get(address(model), other).status_code == 200
