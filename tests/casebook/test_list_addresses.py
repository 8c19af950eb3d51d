"""The addresses of lists: one for each choice, and what robots are told of them."""

import pytest
from django.test import Client

from tests.casebook import factories

pytestmark = pytest.mark.usefixtures("casebook", "english")


def test_choices_have_one_order_in_every_address_and_as_the_canonical_one(client: Client):
    lesson_of_many_kinds = factories.lesson(
        "Les", obstacles=[factories.obstacle("J1")], perspectives=[factories.perspective("legal")]
    )

    orders = ["uitkomst=success&drempel=J1", "drempel=J1&uitkomst=success&onbekend=x&uitkomst=success"]
    pages = [client.get(f"/lessen/?{order}") for order in orders]

    assert lesson_of_many_kinds.outcome == "success"
    assert [page.context["facets"] for page in pages] == [pages[0].context["facets"]] * 2
    links = [option for facet in pages[1].context["facets"] for option in facet["options"]]
    assert [(link["url"], link["nofollow"]) for link in links] == [
        ("/lessen/?drempel=J1", False),
        ("/lessen/?uitkomst=success&perspectief=legal&drempel=J1", True),
        ("/lessen/?uitkomst=success", False),
    ]
    canonical = "http://localhost/lessen/?uitkomst=success&amp;drempel=J1"
    assert [f'<link rel="canonical" href="{canonical}">' in page.content.decode() for page in pages] == [
        True,
        True,
    ]


def test_page_of_a_list_is_its_own_canonical_one(client: Client):
    obstacle = factories.obstacle()
    for number in range(21):
        factories.lesson(f"Les {number}", obstacles=[obstacle])

    second = client.get("/lessen/?pagina=2&onbekend=x").content.decode()

    assert '<link rel="canonical" href="http://localhost/lessen/?pagina=2">' in second


def test_order_has_one_canonical_address_that_robots_are_not_led_to(client: Client):
    obstacle = factories.obstacle("J1")
    for title in ("Een", "Twee"):
        factories.lesson(title, obstacles=[obstacle])

    plain, ordered = client.get("/lessen/?sorteer=nagekeken"), client.get("/lessen/?sorteer=titel&drempel=J1")
    unknown = client.get("/lessen/?sorteer=onzin")

    links = [(order["url"], order["nofollow"], order["chosen"]) for order in ordered.context["orders"]]
    assert links == [
        ("/lessen/?drempel=J1", False, False),
        ("/lessen/?drempel=J1&sorteer=nieuwste", True, False),
        ("/lessen/?drempel=J1&sorteer=titel", True, True),
    ]
    assert [page.context["canonical_query"] for page in (plain, ordered, unknown)] == [
        "",
        "?drempel=J1&sorteer=titel",
        "",
    ]
    assert [page.context["noindex"] for page in (plain, ordered, unknown)] == [False, True, False]
    assert ordered.context["tags"][0]["url"] == "/lessen/?sorteer=titel"
    assert '<a href="/lessen/?drempel=J1&amp;sorteer=nieuwste" rel="nofollow">' in ordered.content.decode()
