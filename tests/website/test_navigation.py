"""What every page says to a browser: the policy, the canonical address, the menu of what exists."""

import pytest
from django.test import Client
from wagtail.test.utils.form_data import querydict_from_html

from accounts.models import User
from website.models import StandardPage

pytestmark = pytest.mark.django_db


def test_public_page_allows_nothing_inline_and_nothing_from_elsewhere(home, client):
    policy = client.get("/")["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_admin_keeps_the_looser_policy_to_itself(client):
    policy = client.get("/beheer/login/")["Content-Security-Policy"]

    assert "'unsafe-inline'" in policy
    assert "http" not in policy


def test_preview_of_a_page_may_stand_in_the_frame_beside_its_form(home, client):
    client.force_login(User.objects.create_superuser("beheer@example.org"))
    page = home.add_child(instance=StandardPage(title="Over ons", slug="over-ons"))
    html = client.get(f"/beheer/pages/{page.pk}/edit/").content.decode()
    form = querydict_from_html(html, form_id="page-edit-form")
    # Its blocks are drawn by a script.
    form["body-count"] = "0"
    preview = f"/beheer/pages/{page.pk}/edit/preview/"

    sent = client.post(preview, form)
    shown = client.get(preview)

    assert sent.json()["is_valid"]
    assert "Over ons" in shown.content.decode()
    assert "frame-ancestors 'self'" in shown["Content-Security-Policy"]


def test_public_page_holds_no_inline_style_or_script(home, client):
    home.add_child(instance=StandardPage(title="Over ons", slug="over-ons"))

    for address, status in {"/": 200, "/over-ons/": 200, "/bestaat-niet/": 404}.items():
        response = client.get(address)
        html = response.content.decode()
        assert response.status_code == status
        assert " style=" not in html
        assert "<style" not in html
        assert "<script>" not in html
        assert "data:" not in html


def test_page_says_its_canonical_address(home, client):
    home.add_child(instance=StandardPage(title="Over ons", slug="over-ons"))

    html = client.get("/over-ons/?utm_source=x").content.decode()

    assert '<link rel="canonical" href="http://localhost/over-ons/">' in html


def test_foot_of_the_page_lists_standard_pages_that_are_public(home, client):
    home.add_child(instance=StandardPage(title="Over ons", slug="over-ons"))
    home.add_child(instance=StandardPage(title="Nog niet af", slug="nog-niet-af", live=False))

    html = client.get("/").content.decode()

    assert "/over-ons/" in html
    assert "nog-niet-af" not in html


def test_wagtails_privacy_button_and_its_screen_are_gone(home, client):
    client.force_login(User.objects.create_superuser("beheer@example.org"))

    editor = client.get(f"/beheer/pages/{home.pk}/edit/").content.decode()
    screen = client.get(f"/beheer/pages/{home.pk}/privacy/")

    assert "set-privacy" not in editor
    assert "privacy/" not in editor
    assert screen.status_code == 404


def test_screens_of_users_work_with_addresses_as_login_names(client):
    client.force_login(User.objects.create_superuser("beheer@example.org"))
    form = {"email": "nieuw@example.org", "first_name": "Noor", "last_name": "Nieuw"}
    form |= {"password1": "een lang wachtwoord", "password2": "een lang wachtwoord"}

    listing = client.get("/beheer/users/")
    made = client.post("/beheer/users/new/", form)

    user = User.objects.get(email="nieuw@example.org")
    assert (listing.status_code, made.status_code) == (200, 302)
    assert client.get(f"/beheer/users/edit/{user.pk}/").status_code == 200
    assert str(user) == "Noor Nieuw"


def test_form_without_its_token_is_refused_in_dutch_on_a_page_of_ours(home):
    client = Client(enforce_csrf_checks=True)

    response = client.post("/beheer/login/", {"username": "a", "password": "b"})

    assert response.status_code == 403
    assert "Dit formulier stond te lang open" in response.content.decode()
