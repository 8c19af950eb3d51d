"""What people type first: on the demo content the right page stands in the top three, on every way in."""

import json
import random

import pytest

from casebook.models import ObstaclePage
from tests.journeys.nasty import NASTY
from tests.matrix import WHOLE
from tests.servers.commands import said_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

PORTRAIT_OF_ROTTERDAM = "/portretten/techniek-college-rotterdam/"
HANDOVER_CARD = "/hulpmiddelen/overdrachtskaart/"
# Words → what must be among the first three: codes of obstacles, or addresses.
TOP_THREE = {
    "samenwerken zonder eigen rechtspersoon": [PORTRAIT_OF_ROTTERDAM],
    "coordinator gaat weg": ["S1", HANDOVER_CARD],
    "provinciegrens": ["J2"],
    "concurrentie tussen scholen": ["E6"],
    "kd": ["J4"],
    "wat als een bedrijf afhaakt?": ["S2"],
    "businesscase": ["E1"],
    "business case": ["E1"],
    "trekkersrol": ["J1"],
    "meeliften": ["E5"],
    "beelden over elkaar": ["S6"],
    "pilot voorbij": ["J5"],
}


def on_the_page(client, words: str) -> list[str]:
    response = client.get("/zoeken/", {"q": words}, headers={"host": "localhost"})
    return [row["url"] for row in response.context["rows"]]


def by_command(words: str) -> list[str]:
    return [hit["url"] for hit in json.loads(said_by("search_query", words, "--json"))["hits"]]


def address(wanted: str) -> str:
    return wanted if wanted.startswith("/") else ObstaclePage.objects.get(code=wanted).url


@pytest.mark.parametrize("words", TOP_THREE)
def test_words_that_people_type_find_the_right_page_in_the_top_three(client, words):
    wanted = {address(page) for page in TOP_THREE[words]}

    assert wanted - set(on_the_page(client, words)[:3]) == set()
    assert wanted - set(by_command(words)[:3]) == set()


def test_compound_written_together_or_apart_finds_the_same_first(client):
    together = on_the_page(client, "stagebegeleiding")[:2]
    apart = on_the_page(client, "stage begeleiding")[:2]

    assert sorted(together) == sorted(apart)


def test_english_words_find_something_about_the_labour_market(client):
    first = client.get("/zoeken/", {"q": "labour market"}, headers={"host": "localhost"})

    html = first.content.decode().lower()
    assert on_the_page(client, "labour market")
    assert "arbeidsmarkt" in html


def test_search_page_answers_odd_queries_among_real_pages(client):
    client.raise_request_exception = False
    # The page itself is asked all of them among a page or two, in tests/search.
    sample = NASTY if WHOLE else random.Random(1).sample(NASTY, 25)

    broken = {
        query
        for query in sample
        if client.get("/zoeken/", {"q": query}, headers={"host": "localhost"}).status_code >= 500
    }

    assert broken == set()


@pytest.mark.parametrize(
    "parameters",
    [
        "pagina=0",
        "pagina=101",
        "pagina=-3",
        "pagina=x",
        "soort=niets",
        "drempel=Z9",
        "jaar=0",
        "sorteer=omhoog",
    ],
)
def test_page_or_facet_out_of_range_shows_a_helpful_page(client, parameters):
    response = client.get(f"/zoeken/?q=samenwerken&{parameters}", headers={"host": "localhost"})

    assert response.status_code == 200
    assert "samenwerken" in response.content.decode()
