"""What the pages show, and to whom."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from accounts.viewer import Viewer
from casebook.domain.queries.lessons import lesson_context
from casebook.domain.queries.obstacles import obstacle_context
from casebook.domain.queries.portraits import portrait_context
from casebook.domain.queries.tools import tool_context
from casebook.enums import Evidence, FileVariant, OrganisationKind, Origin, Outcome
from casebook.geo.outlines import dissolve
from casebook.models import LessonPage, ObstaclePage, PortraitPage, ToolPage
from tests.casebook import factories
from tests.casebook.factories import GOES, KAPELLE

pytestmark = pytest.mark.usefixtures("casebook", "english")
NOBODY = Viewer.public()


def read(reader, page):
    """Read a page afresh, as a visitor would get it."""
    fresh = type(page).objects.get(pk=page.pk)
    return reader(page=fresh, viewer=NOBODY)


def test_lesson_shows_obstacles_in_order_and_only_those_that_are_public():
    one, two, hidden = factories.obstacle("J2"), factories.obstacle("J1"), factories.obstacle("J3")
    lesson = factories.lesson(obstacles=[one, two, hidden])
    hidden.unpublish()

    obstacle_links = read(lesson_context, lesson)["obstacles"]

    assert [(knot.code, knot.title, knot.url) for knot in obstacle_links] == [
        ("J2", one.title, one.url),
        ("J1", two.title, two.url),
    ]


def test_lesson_shows_partnerships_with_place_and_origin():
    partnership = factories.partnership(
        "Scheldewerk", regions=[factories.region("Zeeland")], origin=Origin.FICTIONAL
    )
    lesson = factories.lesson(partnerships=[partnership])

    (shown,) = read(lesson_context, lesson)["partnerships"]

    assert (shown["name"], shown["origin_note"]) == ("Scheldewerk", "invented")
    assert shown["places"] == [{"name": "Zeeland", "slug": "zeeland"}]
    assert shown["shape"] == dissolve([GOES]).path


def test_lesson_says_of_each_kind_of_evidence_whether_it_is_so():
    lesson = factories.lesson(evidence=[Evidence.OWN, Evidence.COUNTED])

    kinds = read(lesson_context, lesson)["evidence"]

    assert [(kind["name"], kind["is_so"]) for kind in kinds] == [
        ("Own experience", True),
        ("Looked at by somebody else", False),
        ("Counted", True),
        ("Compared", False),
    ]


def test_lesson_says_what_it_takes_as_far_as_that_is_known():
    lesson = factories.lesson(cost="€ 4.000 per jaar")

    assert read(lesson_context, lesson)["takes"] == [{"term": "Money", "value": "€ 4.000 per jaar"}]


@pytest.mark.parametrize(
    ("outcome", "headings"),
    [
        (Outcome.SUCCESS, ["Holds if", "Does not hold if"]),
        (Outcome.FAILURE, ["This happens if", "This does not happen if"]),
    ],
)
def test_what_went_wrong_is_no_advice(client: Client, outcome: Outcome, headings: list[str]):
    lesson = factories.lesson(outcome=outcome, applies_when=["a"], applies_not_when=["b"])

    page = BeautifulSoup(client.get(lesson.url).content, "html.parser")

    assert [heading.get_text(strip=True) for heading in page.select(".rb-holds h2")] == headings


def test_lesson_shows_tools_that_are_public():
    tool = factories.tool(files=[factories.tool_file(factories.attachment(), version="3")])
    withdrawn = factories.tool()
    lesson = factories.lesson(tools=[tool, withdrawn])
    withdrawn.unpublish()

    assert read(lesson_context, lesson)["tools"] == [
        {"title": tool.title, "url": tool.url, "note": "TXT, version 3, 13\xa0bytes"}
    ]


@pytest.mark.parametrize(
    ("outcome", "state"),
    [(Outcome.SUCCESS, "full"), (Outcome.MIXED, "hatched"), (Outcome.FAILURE, "hatched")],
)
def test_outline_beside_a_lesson_tells_the_outcome(outcome: Outcome, state: str):
    assert factories.lesson(outcome=outcome).outcome_state == state


def test_obstacle_shows_lessons_newest_first_without_drafts_and_failures_apart():
    obstacle = factories.obstacle()
    old = factories.lesson("Oud", obstacles=[obstacle], outcome=Outcome.MIXED)
    factories.lesson("Mislukt", obstacles=[obstacle], outcome=Outcome.FAILURE)
    factories.lesson("Nieuw", obstacles=[obstacle])
    factories.lesson("Concept", obstacles=[obstacle]).unpublish()
    factories.lesson("Van een ander")
    LessonPage.objects.filter(pk=old.pk).update(
        first_published_at=timezone.now() - timezone.timedelta(days=9)
    )

    context = read(obstacle_context, obstacle)

    assert [row["title"] for row in context["lessons"]] == ["Nieuw", "Oud"]
    assert [(row["title"], row["outcome"]["tone"]) for row in context["failures"]] == [("Mislukt", "failure")]
    assert (context["lesson_count"], context["failure_count"]) == (
        "2 lessons, last checked first",
        "1 lesson",
    )
    assert context["more_lessons"] is None


def test_obstacle_with_many_lessons_points_to_the_list():
    obstacle = factories.obstacle("J1")
    for outcome in [*[Outcome.SUCCESS] * 7, *[Outcome.FAILURE] * 4]:
        factories.lesson(obstacles=[obstacle], outcome=outcome)

    context = read(obstacle_context, obstacle)

    assert (len(context["lessons"]), len(context["failures"])) == (6, 3)
    assert (context["lesson_count"][:9], context["failure_count"][:9]) == ("7 lessons", "4 lessons")
    assert context["more_lessons"] == {"title": "All 11 lessons", "url": "/lessen/?drempel=J1"}


def test_portrait_shows_the_facts_of_its_partnership():
    partnership = factories.partnership(
        members=[
            factories.member(factories.organisation("Albeda")),
            factories.member(factories.organisation("Gemeente Goes", OrganisationKind.MUNICIPALITY)),
        ],
        regions=[factories.region("Bevelanden", (GOES, KAPELLE, "GM9999"))],
        sectors=[factories.sector("Techniek")],
        started=date(2016, 8, 1),
    )
    portrait = factories.portrait(partnership=partnership, started_from=factories.perspective("social"))

    facts = {fact["term"]: fact for fact in read(portrait_context, portrait)["facts"]}

    assert facts["Who take part"]["lines"] == ["Albeda (mbo)", "Gemeente Goes"]
    assert facts["Where"]["value"] == '<a href="../?regio=bevelanden">Bevelanden</a>'
    assert facts["Where"]["note"] == "3 municipalities, 1 of them is not on the map"
    assert facts["What about"]["value"] == "Techniek"
    assert facts["Since"]["value"] == "2016"
    assert facts["Started from"] == {
        "term": "Started from",
        "value": "Sociaal-maatschappelijk",
        "part": "abutments",
    }
    assert "Leans on now" not in facts


def test_portrait_shows_the_lessons_of_its_partnership():
    partnership = factories.partnership()
    lesson = factories.lesson(partnerships=[partnership], outcome=Outcome.MIXED)
    factories.lesson(partnerships=[partnership]).unpublish()
    factories.lesson()

    shown = read(portrait_context, factories.portrait(partnership=partnership))["lessons"]

    assert shown == [{"title": lesson.title, "url": lesson.url, "note": "It partly worked"}]


def test_margin_of_a_story_leaves_out_an_obstacle_that_was_withdrawn(client: Client):
    shown, hidden = factories.obstacle("J1"), factories.obstacle("J2", title="Teruggetrokken drempel")
    portrait = factories.portrait(
        body=[factories.text("A", obstacle=shown), factories.text("B", obstacle=hidden)]
    )
    hidden.unpublish()

    page = client.get(portrait.url).content.decode()

    assert (shown.title in page, hidden.title in page) == (True, False)


def test_tool_shows_files_with_the_date_of_their_version():
    blank, filled = factories.attachment("Kaart"), factories.attachment("Kaart van Goes")
    day = timezone.localdate()
    tool = factories.tool(
        files=[
            factories.tool_file(blank, version="2", pages=3),
            factories.tool_file(filled, FileVariant.FILLED),
        ],
        changes=[factories.change("2", day, "Een kolom erbij.")],
    )

    files = read(tool_context, tool)["files"]

    assert [(file["title"], file["version"], file["pages"], file["date"]) for file in files] == [
        ("Kaart (blank)", "2", 3, day),
        ("Kaart van Goes (filled-in example)", "", None, None),
    ]
    assert {(file["type"], file["size"]) for file in files} == {("TXT", 13)}


def test_file_of_a_withdrawn_tool_cannot_be_had(client: Client):
    file = factories.attachment()
    tool = factories.tool(files=[factories.tool_file(file)])
    assert b"".join(client.get(file.url).streaming_content) == b"Vul hier in.\n"

    tool.unpublish()

    assert client.get(file.url).status_code == 404


@pytest.mark.parametrize("model", [ObstaclePage, LessonPage, PortraitPage, ToolPage])
def test_page_with_every_block_is_shown(client: Client, model: type):
    make = {
        "ObstaclePage": "obstacle",
        "LessonPage": "lesson",
        "PortraitPage": "portrait",
        "ToolPage": "tool",
    }
    body = factories.every_block(factories.attachment("Blad"))

    page = getattr(factories, make[model.__name__])(body=body)
    response = client.get(page.url)

    assert response.status_code == 200
    for words in ("Eerst kijken, dan kiezen.", "Karin Smit", "Zadkine", "Wie betaalt", "video.example"):
        assert words in response.content.decode()


def test_portrait_that_leans_on_what_it_started_from_says_so_once():
    social = factories.perspective("social")
    portrait = factories.portrait(started_from=social, based_on=social)

    facts = {
        fact["term"]: fact["value"] for fact in read(portrait_context, portrait)["facts"] if "value" in fact
    }

    assert facts["Started from, and leans on now"] == "Sociaal-maatschappelijk"
    assert not {"Started from", "Leans on now"} & set(facts)


def test_region_of_a_lesson_leads_to_the_portraits_there(client: Client):
    partnership = factories.partnership(regions=[factories.region("Zeeland")])
    lesson = factories.lesson(partnerships=[partnership])
    portrait = factories.portrait("Uit Zeeland", partnership=partnership)
    factories.portrait("Van elders")

    page = BeautifulSoup(client.get(lesson.url).content, "html.parser")
    found = client.get(page.find("a", string="Zeeland")["href"])

    assert [row["url"] for row in found.context["rows"]] == [portrait.url]
