"""A page that was taken away says so at its address; of one that was never public nothing is told."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from accounts.enums import Audience
from tests.casebook import factories
from website.models import ContentPage, StandardPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(home) -> StandardPage:
    """A page that was published."""
    made = home.add_child(instance=StandardPage(title="Over ons", slug="over-ons"))
    made.save_revision().publish()
    return StandardPage.objects.get(pk=made.pk)


def test_page_that_was_withdrawn_answers_410_with_ways_on(page: StandardPage, client: Client):
    page.unpublish()

    answer = client.get("/over-ons/")

    html = answer.content.decode()
    assert answer.status_code == 410
    assert "<h1>Deze pagina is weggehaald</h1>" in html
    assert ('name="q"' in html, "noindex" in html, "Over ons" in html) == (True, True, False)


def test_lesson_that_was_withdrawn_says_so_in_its_own_words(home, client: Client):
    factories.casebook()
    lesson = factories.lesson("Een les")
    lesson.save_revision().publish()
    lesson.refresh_from_db()
    lesson.unpublish()

    answer = client.get(lesson.url)

    assert (answer.status_code, "<h1>Deze les is weggehaald</h1>" in answer.content.decode()) == (410, True)


@pytest.mark.parametrize(
    ("hidden", "status"),
    [
        ({"live": False}, 410),
        ({"expire_at": -1}, 410),
        ({"live": False, "first_published_at": None}, 404),
        ({"live": False, "audience": Audience.NETWORK}, 404),
        ({"audience": Audience.NETWORK}, 404),
        ({"live": False, "go_live_at": 1}, 404),
        ({"go_live_at": 1}, 404),
    ],
)
def test_only_what_this_reader_could_read_is_told_to_be_gone(
    page: StandardPage, client: Client, hidden, status
):
    now = timezone.now()
    moments = {name: now + timedelta(hours=value) for name, value in hidden.items() if type(value) is int}
    ContentPage.objects.filter(pk=page.pk).update(**{**hidden, **moments})

    assert client.get("/over-ons/").status_code == status


def test_copy_that_was_never_published_is_not_there(page: StandardPage, client: Client):
    page.copy(update_attrs={"slug": "kopie", "title": "Kopie"}, keep_live=False)

    assert client.get("/kopie/").status_code == 404


def test_redirect_at_the_address_of_a_withdrawn_page_is_followed(home, page: StandardPage, client: Client):
    page.unpublish()
    Redirect.objects.create(old_path="/over-ons", redirect_page=home)

    answer = client.get("/over-ons/")

    assert (answer.status_code, answer["Location"]) == (301, "/")
