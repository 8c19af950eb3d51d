"""What newsletters and adverts add to an address, to count visitors, changes nothing about the page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.website.keeping import HIT, MADE, ask, kept_keys, status_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages_are_kept")]

CAMPAIGNS = (
    "utm_source=nieuwsbrief",
    "utm_source=a&utm_medium=b&utm_campaign=c%20d&utm_id=1",
    *("gclid=x", "fbclid=x", "msclkid=x", "mc_cid=x&mc_eid=y", "&", "utm_source"),
)


@pytest.mark.parametrize("query", CAMPAIGNS)
def test_visitor_of_a_campaign_is_given_the_kept_page_at_the_cost_of_one_query(page, query):
    plain = ask("/klaproos/")
    with CaptureQueriesContext(connection) as captured:
        answer = ask(f"/klaproos/?{query}")

    assert (status_of(answer), answer.content) == (HIT, plain.content)
    assert len(captured) == 1


@pytest.mark.parametrize("address", ["/sitemap.xml", "/robots.txt"])
def test_what_reads_no_query_is_kept_whatever_is_asked_behind_its_address(page, address):
    first = ask(f"{address}?{'9' * 50}")
    with CaptureQueriesContext(connection) as captured:
        answers = [ask(address), ask(f"{address}?page=2&utm_source=x")]

    assert status_of(first) == MADE
    assert [(status_of(answer), answer.content) for answer in answers] == [(HIT, first.content)] * 2
    assert len(captured) == 2


def test_page_first_asked_by_a_visitor_of_a_campaign_holds_nothing_of_it(page):
    first = ask("/klaproos/?utm_source=Nieuwsbrief7&fbclid=Nieuwsbrief7")

    answer = ask("/klaproos/")

    assert (status_of(first), status_of(answer)) == (MADE, HIT)
    assert b"Nieuwsbrief7" not in first.content


@pytest.mark.parametrize("query", ["x=1", "utm=1", "page=2&utm_source=x", "xutm_source=1", "UTM_SOURCE=1"])
def test_anything_else_that_is_asked_leaves_nothing_behind(page, query):
    ask("/klaproos/")
    before = kept_keys()

    answer = ask(f"/klaproos/?{query}")

    assert (status_of(answer), kept_keys()) == (None, before)


def test_what_is_left_of_a_query_is_read_as_if_the_campaign_were_not_there(page):
    answer = ask("/klaproos/?utm_source=x&page=2&gclid=y&soort=a%26b")

    assert answer.wsgi_request.META["QUERY_STRING"] == "page=2&soort=a%26b"
    assert answer.wsgi_request.GET.dict() == {"page": "2", "soort": "a&b"}
