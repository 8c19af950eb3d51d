"""What browsers and proxies may show on without asking: nothing, unless the answer says so."""

from pathlib import Path

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

ASK_EACH_TIME = "private, no-cache"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/robots.txt",
        "/sitemap.xml",
        "/zoeken/?q=brug",
        "/niet-hier/",
        "/klaproos",
        "/bestanden/9/weg",
    ],
)
def test_answer_that_says_nothing_else_is_asked_for_each_time(page, path):
    answer = Client(headers={"host": "localhost"}).get(path)

    assert answer["Cache-Control"] == ASK_EACH_TIME


def test_answer_to_a_request_that_is_refused_is_asked_for_each_time(page):
    answer = Client(headers={"host": "evil.example"}).get("/")

    assert (answer.status_code, answer["Cache-Control"]) == (400, ASK_EACH_TIME)


def test_picture_that_everybody_may_see_is_kept_for_an_hour_by_whoever_fetched_it(home, settings):
    picture = Path(settings.MEDIA_ROOT) / "brug.png"
    picture.parent.mkdir(exist_ok=True)
    picture.write_bytes(b"png")

    answer = Client(headers={"host": "localhost"}).get("/media/brug.png")

    assert (answer.getvalue(), answer["Cache-Control"]) == (b"png", "public, max-age=3600")


def test_admin_says_for_itself_how_long_its_screens_are_kept(admin_client):
    answer = admin_client.get("/beheer/")

    assert {"no-cache", "no-store", "private"} <= set(answer["Cache-Control"].split(", "))
