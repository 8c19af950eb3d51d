"""What somebody sends who was logged out meanwhile is not lost, and each screen says how to go on."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from tests.website.test_pages_in_the_admin import add, typed
from website.models import StandardPage


@pytest.fixture
def editor(db, client) -> Client:
    client.force_login(User.objects.create_superuser("redactie@voorbeeld.example"))
    return client


def test_what_was_typed_by_who_was_logged_out_is_held_to_be_sent_again(editor, home):
    editor.logout()

    page = editor.post(add(home), typed("Over ons"))
    by_itself = editor.post(add(home), typed("Over ons"), HTTP_ACCEPT="application/json")

    assert (page.status_code, "Je bent uitgelogd" in page.content.decode()) == (403, True)
    assert '<input type="hidden" name="title" value="Over ons">' in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert (by_itself.status_code, by_itself.json()["error_message"][:19]) == (403, "Je bent uitgelogd, ")
    assert StandardPage.objects.count() == 0


def test_file_that_was_sent_by_who_was_logged_out_is_to_be_chosen_again(editor, home):
    editor.logout()

    page = editor.post(
        "/beheer/images/add/", {"title": "De haven", "file": SimpleUploadedFile("haven.png", b"x")}
    )

    assert '<input type="hidden" name="title" value="De haven">' in page.content.decode()
    assert "het formulier dat volgt vraagt er opnieuw om" in page.content.decode()

    fields = BeautifulSoup(page.content, "html.parser").select("form input[type=hidden]")
    too_early = editor.post("/beheer/images/add/", {field["name"]: field["value"] for field in fields})

    assert "het formulier dat volgt vraagt er opnieuw om" in too_early.content.decode()


def test_who_only_looks_is_led_to_the_login_as_before(editor, home):
    stranger = Client()

    answer = stranger.get(add(home))

    assert (answer.status_code, answer["Location"]) == (302, f"/beheer/login/?next={add(home)}")


@pytest.mark.parametrize("kind", ["images", "documents"])
def test_file_among_many_of_who_was_logged_out_is_to_be_chosen_again(editor, kind):
    editor.logout()

    answer = editor.post(f"/beheer/{kind}/multiple/add/", {"files[]": SimpleUploadedFile("haven.png", b"x")})

    assert (answer.status_code, answer.json()["success"]) == (200, False)
    assert answer.json()["error_message"].startswith("Je bent uitgelogd. Log in op een ander tabblad")
