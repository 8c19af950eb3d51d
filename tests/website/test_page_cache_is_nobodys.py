"""The page cache keeps nothing that is somebody's, and gives nobody what is not theirs."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, RequestFactory

from accounts.enums import Audience
from accounts.models import User
from accounts.viewer import Viewer
from tests.website.keeping import HIT, MADE, ask, kept_keys, status_of
from website.models import ContentPage
from website.page_cache.middleware import PageCacheMiddleware

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages_are_kept")]


def test_who_is_logged_in_neither_gets_nor_leaves_a_kept_page(page):
    ask()
    editor = Client(headers={"host": "localhost"})
    editor.force_login(User.objects.create_superuser("editor@example.org", "een lang wachtwoord"))
    home_asked_by_editor = editor.get("/")

    answer, home_of_a_visitor = editor.get("/klaproos/"), ask("/")

    assert (status_of(home_asked_by_editor), status_of(answer)) == (None, None)
    assert status_of(home_of_a_visitor) == MADE
    assert answer["Cache-Control"] == "private, no-cache"
    assert "Cookie" in answer["Vary"]


@pytest.mark.parametrize("name", ["sessionid", "messages"])
def test_visitor_with_a_cookie_of_somebody_is_answered_anew(page, name):
    ask()
    visitor = Client(headers={"host": "localhost"})
    visitor.cookies[name] = "x"

    assert status_of(visitor.get("/klaproos/")) is None


def test_request_that_names_a_user_is_answered_anew(page):
    ask()

    assert status_of(ask(authorization="Bearer x")) is None


def test_preview_of_a_draft_is_neither_kept_nor_taken_from_what_is_kept(page):
    draft = ContentPage.objects.get(pk=page.pk).specific
    draft.title = "Geheim concept"

    cold = draft.make_preview_request()
    visitor = ask()
    warm = draft.make_preview_request()

    assert [b"Geheim concept" in answer.content for answer in (cold, visitor, warm)] == [True, False, True]
    assert status_of(visitor) == MADE


@pytest.mark.parametrize(
    ("tokens", "kept", "next_one"), [({"public"}, MADE, 200), ({"public", "network"}, None, 404)]
)
def test_page_for_some_is_never_kept(page, tokens, kept, next_one):
    """Whoever lets a visitor without a session read more, does not let the next one read it too."""
    ContentPage.objects.filter(pk=page.pk).update(audience=Audience.NETWORK)

    def answer(request):
        request.viewer = Viewer(tokens=frozenset(tokens))
        request.user = AnonymousUser()
        request.resolver_match = type("Match", (), {"view_name": "wagtail_serve"})
        return HttpResponse("van het netwerk")

    given = PageCacheMiddleware(answer)(RequestFactory(headers={"host": "localhost"}).get("/klaproos/"))

    assert (given.status_code, status_of(given)) == (200, kept)
    # The first shows that this way of asking keeps what is for everybody.
    assert ask().status_code == next_one


@pytest.mark.parametrize(
    ("spoil", "status"),
    [
        (lambda request, response: None, HIT),
        (lambda request, response: response.set_cookie("x", "y"), MADE),
        (lambda request, response: response.__setitem__("Cache-Control", "no-store"), MADE),
        (lambda request, response: request.META.__setitem__("CSRF_COOKIE_NEEDS_UPDATE", True), MADE),
        (lambda request, response: setattr(response, "status_code", 500), MADE),
    ],
)
def test_answer_meant_for_one_visitor_is_not_kept(page, spoil, status):
    plain = Client(headers={"host": "localhost"}).get("/klaproos/").wsgi_request
    cache.clear()

    def answer(request):
        request.user, request.resolver_match = plain.user, plain.resolver_match
        response = HttpResponse("van jou")
        spoil(request, response)
        return response

    PageCacheMiddleware(answer)(RequestFactory(headers={"host": "localhost"}).get("/klaproos/"))

    assert status_of(ask()) == status


def test_pages_hold_no_token_of_a_form(page):
    held = [b"csrfmiddlewaretoken" in ask(path).content for path in ("/", "/klaproos/")]

    assert held == [False, False]


@pytest.mark.parametrize(
    "path", ["/klaproos/?x=1", "/zoeken/?q=brug", "/niet-hier/", "/klaproos", "/beheer/login/", "/robots.txt"]
)
def test_addresses_of_which_there_is_no_end_leave_nothing_behind(page, path):
    ask("/klaproos/")
    before = kept_keys()

    answer = ask(path)

    assert len(kept_keys() - before) == (1 if path == "/robots.txt" else 0)
    assert status_of(answer) == (MADE if path == "/robots.txt" else None)
