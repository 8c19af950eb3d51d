"""What is said of a picture that cannot be used: what is wrong, and what to do."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.website.made_pictures import picture
from website.models import Picture


@pytest.fixture
def editor(db, client) -> Client:
    client.force_login(User.objects.create_superuser("redactie@voorbeeld.example"))
    return client


def said(editor: Client, name: str, content: bytes, **fields: str) -> dict[str, list[str]]:
    sent = {
        "title": "Draaibank",
        "description": "Een draaibank",
        "licence": "cc-by-4.0",
        "collection": "1",
        **fields,
    }
    answer = editor.post(reverse("wagtailimages:add"), {**sent, "file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 200
    assert not Picture.objects.exists()
    return dict(answer.context["form"].errors)


@pytest.mark.parametrize(
    ("name", "content", "begin", "way_out"),
    [
        ("foto.jpg", b"", "Dit bestand is leeg", "Kies de afbeelding opnieuw."),
        ("foto.jpg", b"geen beeld", "Deze afbeelding is niet te lezen", "Sla hem opnieuw op"),
        ("foto.png", picture("jpg"), "Deze afbeelding is niet te lezen", "Sla hem opnieuw op"),
        (
            "foto.tiff",
            picture("jpg"),
            "Een afbeelding kan een van deze soorten zijn",
            "Sla deze op als JPG of PNG",
        ),
        (
            "foto.png",
            picture("png", size=(199, 400)),
            "Deze afbeelding is te klein om scherp te zijn: 199 bij 400",
            "Zoek",
        ),
        (
            "foto.png",
            picture("png", size=(2000, 399)),
            "Deze afbeelding is een smalle strook: 2000 bij 399",
            "Snijd",
        ),
    ],
)
def test_picture_that_cannot_be_used_is_told_what_to_do(
    editor: Client, name: str, content: bytes, begin: str, way_out: str
):
    (words,) = said(editor, name, content)["file"]

    assert words.startswith(begin)
    assert way_out in words


def test_picture_of_too_many_bytes_is_told_how_many_are_possible(editor: Client, settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 1024**2

    (words,) = said(editor, "foto.png", b"x" * (2 * 1024**2))["file"]

    assert words == "Dit bestand is 2,0\xa0MB, en hooguit 1 MB kan. Maak de afbeelding kleiner."


@pytest.mark.parametrize("size", [(200, 200), (1000, 200), (200, 1000)])
def test_picture_at_the_edge_of_what_is_possible_is_kept(editor: Client, size: tuple[int, int]):
    file = SimpleUploadedFile("foto.png", picture("png", size=size))
    fields = {"title": "Draaibank", "description": "Een draaibank", "licence": "cc-by-4.0", "collection": "1"}

    editor.post(reverse("wagtailimages:add"), {**fields, "file": file})

    stored = Picture.objects.get()
    assert (stored.width, stored.height) == size


def test_picture_without_title_and_description_is_asked_for_them_in_words(editor: Client):
    assert said(editor, "foto.png", picture("png"), title="", description="") == {
        "title": ["Schrijf op hoe het heet."],
        "description": ["Schrijf op wat er te zien is, voor wie het niet kan zien. Eén zin is genoeg."],
    }
