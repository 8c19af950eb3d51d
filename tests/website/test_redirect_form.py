"""A redirect that the form takes works: its old address is found, and it leads elsewhere."""

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from accounts.models import User
from website.models import HomePage, StandardPage

ADD = "/beheer/redirects/add/"


@pytest.fixture
def page(home: HomePage) -> StandardPage:
    return home.add_child(instance=StandardPage(title="Over ons", slug="over-ons", summary="Iets."))


@pytest.fixture
def editor(db, client) -> Client:
    client.force_login(User.objects.create_superuser("redactie@voorbeeld.example"))
    return client


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("/oude pagina", "/oude%20pagina"),
        ("/oude%20pagina/", "/oude%20pagina/"),
        ("/oud;v=1", "/oud;v=1"),
        ("oud/pagina.php?b=2&a=1 2", "/oud/pagina.php?a=1%202&b=2"),
        ("/privé/100%", "/priv%C3%A9/100%25"),
        (" https://oud.example/Oud(1)/ ", "/Oud(1)"),
    ],
)
def test_old_address_is_found_as_it_was_typed(editor, page, typed, asked):
    sent = editor.post(ADD, {"old_path": typed, "is_permanent": "on", "redirect_page": page.pk})

    answer = Client().get(asked)

    assert sent.status_code == 302
    assert (answer.status_code, answer["Location"]) == (301, "/over-ons/")


@pytest.mark.parametrize(
    ("old", "link"),
    [
        ("/oud", "http://localhost/oud/"),
        ("/oude pagina", "http://localhost/oude%20pagina"),
        ("/oud", "http://localhost/oud/?van=hier"),
    ],
)
def test_redirect_to_its_own_address_is_refused_at_the_field(editor, home, old, link):
    answer = editor.post(ADD, {"old_path": old, "redirect_link": link})

    assert list(answer.context["form"].errors) == ["redirect_link"]
    assert "Dit leidt terug naar het oude adres" in answer.content.decode()
    assert Redirect.objects.count() == 0


def test_redirect_to_nowhere_is_refused_at_the_field(editor, home):
    answer = editor.post(ADD, {"old_path": "/oud"})

    assert list(answer.context["form"].errors) == ["redirect_link"]
    assert Redirect.objects.count() == 0


def redirected(editor, old: str, to: str):
    return editor.post(ADD, {"old_path": old, "redirect_link": f"http://localhost{to}"})


def test_redirects_that_lead_to_one_another_are_refused_at_the_field_and_a_chain_is_taken(editor, home):
    for old, link in (("/a", "/b?van=a"), ("/b", "/c"), ("/c", "/d/")):
        assert redirected(editor, old, link).status_code == 302

    answer = redirected(editor, "/d", "/a")

    assert list(answer.context["form"].errors) == ["redirect_link"]


def test_redirect_to_the_page_that_has_the_address_is_refused_at_the_field(editor, page):
    page.unpublish()

    answer = editor.post(ADD, {"old_path": "/over-ons/", "redirect_page": page.pk})

    assert list(answer.context["form"].errors) == ["redirect_page"]


@pytest.mark.parametrize("old", ["/over-ons", "/over-ons/?van=hier", "/", "/zoeken/", "/sitemap.xml"])
@pytest.mark.parametrize("site", ["", "1"])
def test_redirect_from_what_the_site_shows_is_refused_at_the_field(editor, page, old, site):
    sent = {
        "old_path": old,
        "redirect_link": "https://elders.example/",
        "site": site and Site.objects.get().pk,
    }

    answer = editor.post(ADD, sent)

    assert list(answer.context["form"].errors) == ["old_path"]
    assert "Op dit adres staat een pagina" in answer.content.decode()


def test_redirect_from_a_page_that_is_no_longer_published_is_taken(editor, page):
    page.unpublish()

    assert redirected(editor, "/over-ons/", "/elders/").status_code == 302


def test_address_that_is_only_a_path_is_refused_with_how_to_write_it(editor, page):
    answer = editor.post(ADD, {"old_path": "/oud", "redirect_link": "/over-ons/"})

    (said,) = answer.context["form"].errors["redirect_link"]
    assert said.startswith("Schrijf het hele adres, dat begint met https://.")


def test_redirect_to_the_same_address_elsewhere_is_taken(editor, home):
    answer = editor.post(ADD, {"old_path": "/oud", "redirect_link": "https://elders.example/oud"})

    assert (answer.status_code, Redirect.objects.get().old_path) == (302, "/oud")
