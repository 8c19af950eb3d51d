"""No page takes an address at which the site itself answers: visitors would never get it."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import User
from tests.website.test_pages_in_the_admin import PUBLISH, add, typed
from website.domain.page_tree import add_page
from website.models import HomePage, StandardPage

OF_THE_SITE = ["beheer", "healthz", "livez", "media", "metrics", "readyz", "static", "zoeken"]
OF_NOBODY = ["_util", "agenda", "bestanden", "documents", "zoeken-en-vinden"]


@pytest.fixture
def editor(db, client) -> Client:
    client.force_login(User.objects.create_superuser("redactie@voorbeeld.example"))
    return client


@pytest.fixture
def below(home: HomePage) -> StandardPage:
    """A page at ``/over-ons/zoeken/``, where it is in nobody's way."""
    parent = home.add_child(instance=StandardPage(title="Over ons", slug="over-ons", summary="Iets."))
    return parent.add_child(instance=StandardPage(title="Zoeken", slug="zoeken", summary="Iets."))


@pytest.mark.parametrize("slug", OF_THE_SITE)
def test_address_of_the_site_that_somebody_chose_is_refused_at_its_field(editor, home, slug):
    answers = [editor.post(add(home), typed("Iets anders", slug=slug, **more)) for more in ({}, PUBLISH)]

    said = [" ".join(answer.context["form"].errors["slug"]) for answer in answers]
    assert ["van de site zelf" in each for each in said] == [True, True]
    assert StandardPage.objects.count() == 0


def test_title_that_is_an_address_of_the_site_gets_a_number(editor, home):
    for slug in ("", "zoeken"):  # typed before the browser filled it in, and after
        editor.post(add(home), typed("Zoeken", slug=slug, **PUBLISH))

    pages = StandardPage.objects.order_by("pk")
    assert [page.slug for page in pages] == ["zoeken-2", "zoeken-3"]
    assert "<h1>Zoeken</h1>" in editor.get("/zoeken-2/").content.decode()


@pytest.mark.parametrize("slug", OF_NOBODY)
def test_address_at_which_nothing_else_answers_is_given_and_leads_to_the_page(editor, home, slug):
    editor.post(add(home), typed("Iets anders", slug=slug, **PUBLISH))

    assert "<h1>Iets anders</h1>" in editor.get(f"/{slug}/").content.decode()


def test_pictures_keep_their_address_where_the_web_server_serves_them(home, monkeypatch, settings):
    settings.MEDIA_URL = "/plaatjes/"

    with pytest.raises(ValidationError, match="van de site zelf"):
        add_page(parent=home, page=StandardPage(title="Plaatjes", slug="plaatjes"))


@pytest.mark.parametrize("live", [True, False])
def test_page_that_the_code_adds_or_renames_is_refused_such_an_address(home, below, live):
    with pytest.raises(ValidationError, match="van de site zelf"):
        add_page(parent=home, page=StandardPage(title="Zoeken", slug="zoeken", live=live))

    parent = StandardPage.objects.get(slug="over-ons")
    parent.slug, parent.live = "zoeken", live
    with pytest.raises(ValidationError, match="van de site zelf"):
        parent.save()


@pytest.mark.parametrize("live", [True, False])
def test_page_is_not_moved_to_such_an_address(editor, home, below, live):
    StandardPage.objects.filter(pk=below.pk).update(live=live)
    one = editor.post(f"/beheer/pages/{below.pk}/move/{home.pk}/confirm/", follow=True)
    many = editor.post(f"/beheer/bulk/wagtailcore/page/move/?id={below.pk}", {"chooser": home.pk})
    with pytest.raises(ValidationError, match="van de site zelf"):
        StandardPage.objects.get(pk=below.pk).move(home, pos="last-child")

    assert ["van de site zelf" in each.content.decode() for each in (one, many)] == [True, True]
    assert StandardPage.objects.get(pk=below.pk).url == "/over-ons/zoeken/"


def test_page_is_not_copied_to_such_an_address(editor, home, below):
    copy = {"new_title": "Zoeken", "new_slug": "zoeken", "new_parent_page": home.pk}

    refused = editor.post(f"/beheer/pages/{below.pk}/copy/", copy)
    made = editor.post(f"/beheer/pages/{below.pk}/copy/", copy | {"new_slug": "zoeken-en-vinden"})

    assert "van de site zelf" in " ".join(refused.context["form"].errors["new_slug"])
    assert made.status_code == 302
    assert [page.slug for page in home.get_children()] == ["over-ons", "zoeken-en-vinden"]
