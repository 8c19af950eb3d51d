"""At its end a page leads on: to who has the same obstacles, to what to read also, and to a person."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from accounts.viewer import Viewer
from casebook.domain.queries.obstacles import obstacle_context
from casebook.domain.queries.related import peers, read_also
from casebook.enums import Origin, SightingState
from casebook.models import ObstaclePage
from tests.casebook import factories
from website.models import HomePage

pytestmark = pytest.mark.usefixtures("casebook", "english")
NOBODY = Viewer.public()


def met(name: str, obstacle: ObstaclePage, state: SightingState, **values):
    """A partnership with a portrait that met an obstacle."""
    partnership = factories.partnership(name, origin=values.pop("origin", Origin.REAL))
    factories.sighting(obstacle=obstacle, partnership=partnership, state=state, **values)
    return factories.portrait(partnership=partnership)


def names(rows) -> list[str]:
    return [row["name"] for row in rows]


def test_who_got_through_comes_first_and_says_what_helped():
    obstacle = factories.obstacle("J1", title="Van niemand")
    met("Herkent", obstacle, SightingState.RECOGNISES)
    met("Middenin", obstacle, SightingState.MIDDLE)
    portrait = met("Voorbij", obstacle, SightingState.THROUGH, what_helped="Elke maandag bellen.")

    found = peers(obstacles=[obstacle.pk], besides=[], viewer=NOBODY)

    assert [(row["name"], row["state"], row["reason"]) for row in found] == [
        ("Voorbij", "full", "Got through “Van niemand”. What helped: Elke maandag bellen."),
        ("Middenin", "hatched", "Is in the middle of “Van niemand”."),
        ("Herkent", "line", "Recognises “Van niemand”."),
    ]
    assert (found[0]["url"], found[0]["shape"]) == (portrait.url, portrait.partnership.outline)


def test_of_those_equally_far_the_latest_comes_first_and_there_are_three():
    obstacle = factories.obstacle()
    for year in (2021, 2024, 2022, 2023):
        met(str(year), obstacle, SightingState.THROUGH, since=date(year, 1, 1))

    assert names(peers(obstacles=[obstacle.pk], besides=[], viewer=NOBODY)) == ["2024", "2023", "2022"]


def test_a_partnership_that_met_several_stands_there_once_by_what_it_got_through():
    one, two = factories.obstacle("J1", title="Een"), factories.obstacle("J2", title="Twee")
    portrait = met("Allebei", one, SightingState.MIDDLE)
    factories.sighting(obstacle=two, partnership=portrait.partnership, state=SightingState.THROUGH)

    found = peers(obstacles=[one.pk, two.pk], besides=[], viewer=NOBODY)

    assert [(row["name"], row["reason"]) for row in found] == [("Allebei", "Got through “Twee”.")]


def test_withheld_names_own_names_and_those_without_a_portrait_are_no_peers():
    obstacle = factories.obstacle()
    met("Zonder naam", obstacle, SightingState.THROUGH, named=False)
    own = met("Zelf", obstacle, SightingState.THROUGH)
    met("Ingetrokken", obstacle, SightingState.THROUGH).unpublish()
    factories.sighting(obstacle=obstacle, partnership=factories.partnership("Zonder portret"))
    met("Verzonnen", obstacle, SightingState.MIDDLE, origin=Origin.FICTIONAL)

    found = peers(obstacles=[obstacle.pk], besides=[own.partnership_id], viewer=NOBODY)

    assert names(found) == ["Verzonnen (invented)"]


def test_what_shares_most_obstacles_is_read_first_and_the_page_itself_is_not_among_it():
    one, two = factories.obstacle("J1"), factories.obstacle("J2")
    here = factories.lesson("Deze", obstacles=[one, two])
    factories.lesson("Deelt er een", obstacles=[one])
    tool = factories.tool("Deelt er twee", obstacles=[one, two], summary="Een blad.")
    factories.lesson("Ingetrokken", obstacles=[one, two]).unpublish()
    factories.lesson("Over iets anders")

    found = read_also(obstacles=[one.pk, two.pk], besides=[here.pk], viewer=NOBODY)

    assert [(row["kind"], row["title"]) for row in found] == [
        ("Tool", "Deelt er twee"),
        ("Lesson", "Deelt er een"),
    ]
    assert (found[0]["url"], found[0]["text"]) == (tool.url, "Een blad.")


def test_an_obstacle_leads_to_those_that_are_met_together_with_it():
    here, often, once, never = (factories.obstacle(code) for code in ("J1", "J2", "J3", "J4"))
    for obstacles in ([here, often], [here, often, once]):
        partnership = factories.partnership()
        for obstacle in obstacles:
            factories.sighting(obstacle=obstacle, partnership=partnership)
    factories.sighting(obstacle=never)

    found = obstacle_context(page=here, viewer=NOBODY)["read_also"]

    assert [(row["title"], row["text"]) for row in found] == [
        (f"J2 {often.title}", "2 partnerships met both"),
        (f"J3 {once.title}", "1 partnership met both"),
    ]


@pytest.mark.parametrize("kind", ["lesson", "tool", "portrait", "obstacle"])
def test_every_kind_of_page_ends_with_somebody_to_ask(client: Client, kind: str):
    HomePage.objects.update(contact="redactie@regiobrug.example")
    page = getattr(factories, kind)(title="Wie betaalt de koffie & de koek?")

    shown = BeautifulSoup(client.get(page.url).content, "html.parser")

    assert shown.select_one(".rb-ways-on .rb-ask a")["href"] == (
        "mailto:redactie@regiobrug.example?subject=Wie%20betaalt%20de%20koffie%20%26%20de%20koek%3F"
    )


def test_nobody_is_to_be_asked_while_the_site_has_no_contact(client: Client):
    HomePage.objects.update(contact="")

    assert "rb-ask" not in client.get(factories.lesson().url).content.decode()


def test_a_contact_that_is_a_page_is_linked_as_it_is(client: Client):
    HomePage.objects.update(contact="https://vraag.example/")

    shown = BeautifulSoup(client.get(factories.lesson().url).content, "html.parser")

    assert shown.select_one(".rb-ask a")["href"] == "https://vraag.example/"


def test_portrait_leads_to_who_met_what_it_met_by_its_story_or_its_sightings(client: Client):
    in_story, seen, withheld = (factories.obstacle(code) for code in ("J1", "J2", "J3"))
    partnership = factories.partnership()
    portrait = factories.portrait(partnership=partnership, body=[factories.text("A", obstacle=in_story)])
    factories.sighting(partnership=partnership, obstacle=seen)
    factories.sighting(partnership=partnership, obstacle=withheld, named=False)
    met("Uit het verhaal", in_story, SightingState.THROUGH)
    met("Uit de drempels", seen, SightingState.MIDDLE)
    met("Zou verraden", withheld, SightingState.MIDDLE)

    shown = BeautifulSoup(client.get(portrait.url).content, "html.parser")

    assert [link.get_text() for link in shown.select(".rb-peers a")] == [
        "Read the portrait of Uit het verhaal",
        "Read the portrait of Uit de drempels",
    ]


def test_lesson_is_a_mail_to_somebody_else_in_two_paragraphs(client: Client):
    lesson = factories.lesson(
        "Bel & vraag", context="Het was stil.", approach="We belden.", result="Ja, dus."
    )

    shown = BeautifulSoup(client.get(lesson.url).content, "html.parser")

    mail = urlsplit(shown.select_one('aside a[href^="mailto:?"]')["href"])
    assert parse_qs(mail.query) == {
        "subject": ["Bel & vraag"],
        "body": [f"Het was stil. We belden. Ja, dus.\r\n\r\n{lesson.full_url}"],
    }


@pytest.mark.parametrize(("number", "shown"), [(3, 0), (4, 4)])
def test_long_portrait_begins_with_links_to_its_parts(client: Client, number: int, shown: int):
    body = [factories.text(f"Deel & {place}") for place in range(number)]
    page = BeautifulSoup(client.get(factories.portrait(body=body).url).content, "html.parser")

    links = page.select(".rb-jump a")

    assert len(links) == shown
    for place, link in enumerate(links):
        assert page.find(id=link["href"][1:]).get_text() == link.get_text() == f"Deel & {place}"


def test_portrait_tells_nothing_of_an_obstacle_that_was_withdrawn(client: Client):
    hidden = factories.obstacle("J1", title="Teruggetrokken")
    portrait = met("Zelf", hidden, SightingState.THROUGH)
    met("Ander", hidden, SightingState.MIDDLE)
    hidden.unpublish()

    page = client.get(portrait.url).content.decode()

    assert ("Teruggetrokken" in page, "rb-peers" in page) == (False, False)
