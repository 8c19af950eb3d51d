"""The pages for trouble: 404 with the frame of the site, 400, 413 and 500 without a database."""

import re

import pytest
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve

TEMPLATES = ["400.html", "413.html", "500.html"]
LINK = re.compile(r'<a [^>]*href="([^"#]*)"')


@pytest.mark.parametrize("template", TEMPLATES)
def test_page_for_errors_is_made_without_a_database(template):
    # No django_db mark: a query would fail the test.
    html = render_to_string(template)

    assert ("<script" in html, 'name="q"' in html) == (False, True)


@pytest.mark.parametrize("template", TEMPLATES)
def test_page_for_errors_offers_three_ways_that_exist(template):
    html = render_to_string(template)
    ways = LINK.findall(html.split("<main")[1])

    # The empty address is that of the page itself.
    assert ways == ["/", "/zoeken/", ""]
    assert [_exists(way) for way in ways if way] == [True, True]


def test_pages_for_errors_differ_in_nothing_but_what_they_say():
    frames = {
        re.sub(r"<title>.*?</title>|<main.*</main>", "", render_to_string(each), flags=re.S)
        for each in TEMPLATES
    }

    assert len(frames) == 1


@pytest.mark.django_db
def test_form_with_more_fields_than_any_of_ours_gets_a_page_that_helps(admin_client):
    fields = {f"veld-{number}": "x" for number in range(10_001)}

    answer = admin_client.post("/beheer/login/", fields)

    assert (answer.status_code, answer.templates[0].name) == (400, "400.html")


@pytest.mark.django_db
def test_address_that_is_not_there_gets_a_page_that_helps(client, home):
    answer = client.get("/bestaat-niet/")
    html = answer.content.decode()

    assert answer.status_code == 404
    assert ('name="q"' in html, "noindex" in html, 'class="rb-footer"' in html) == (True, True, True)
    assert len(LINK.findall(html.split("<main")[1].split("</main>")[0])) == 3


def _exists(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
