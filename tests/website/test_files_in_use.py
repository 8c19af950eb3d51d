"""A file or picture that a page uses is not deleted, by whichever way, and the screen says what uses it."""

import io
import re
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db.models.signals import post_init
from django.test import Client
from PIL import Image as Pixels

from accounts.models import User
from website.domain.uses import uses_of
from website.models import Attachment, Picture, StandardPage


@pytest.fixture
def editor(db, client) -> Client:
    client.force_login(User.objects.create_superuser("redactie@voorbeeld.example"))
    return client


@pytest.fixture
def file(db) -> Attachment:
    return Attachment.objects.create(title="Werkblad", file=ContentFile(b"Vul in.\n", name="werkblad.txt"))


@pytest.fixture
def picture(db) -> Picture:
    buffer = io.BytesIO()
    Pixels.new("RGB", (16, 9), "steelblue").save(buffer, "JPEG")
    content = ContentFile(buffer.getvalue(), name="werkplaats.jpg")
    return Picture.objects.create(title="Werkplaats", description="Een draaibank", file=content)


@pytest.fixture
def page_with(home):
    """Publish a page whose story holds one block."""

    def make(kind: str, value: dict[str, Any], title: str = "Een pagina") -> StandardPage:
        page = home.add_child(
            instance=StandardPage(title=title, summary="Iets.", body=[{"type": kind, "value": value}])
        )
        page.save_revision().publish()
        return page

    return make


def ways(thing: Attachment | Picture) -> list[str]:
    """Every address of the admin at which one may ask to delete it."""
    if isinstance(thing, Picture):
        return [f"images/{thing.pk}/delete/", f"bulk/website/picture/delete/?id={thing.pk}"]
    return [f"documents/delete/{thing.pk}/", f"bulk/website/attachment/delete/?id={thing.pk}"]


def uses_on(response) -> list[tuple[str, str]]:
    """Give the addresses and titles of the uses that a screen lists."""
    return re.findall(r'<li>[^<]+: <a href="([^"]+)">([^<]+)', response.content.decode())


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("way", [0, 1], ids=["one", "many"])
@pytest.mark.parametrize("place", ["download", "link"])
def test_file_that_a_story_offers_is_kept_and_the_page_is_named(
    editor: Client, page_with, file: Attachment, place: str, way: int, method: str
):
    kind, value = {
        "download": ("download", {"document": file.pk, "title": ""}),
        "link": ("text", {"text": f'<p><a linktype="document" id="{file.pk}">Hier</a></p>'}),
    }[place]
    used_by = page_with(kind, value)

    response = getattr(editor, method)(f"/beheer/{ways(file)[way]}")

    assert (response.status_code, uses_on(response)) == (
        409,
        [(f"/beheer/pages/{used_by.pk}/edit/", "Een pagina")],
    )
    assert "Er is niets verwijderd" in response.content.decode()
    assert Attachment.objects.filter(pk=file.pk).exists()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("way", [0, 1], ids=["one", "many"])
def test_picture_in_a_story_is_kept_and_the_page_is_named(
    editor: Client, page_with, picture: Picture, way: int, method: str
):
    used_by = page_with("figure", {"picture": picture.pk, "caption": ""})

    response = getattr(editor, method)(f"/beheer/{ways(picture)[way]}")

    assert (response.status_code, uses_on(response)) == (
        409,
        [(f"/beheer/pages/{used_by.pk}/edit/", "Een pagina")],
    )
    assert Picture.objects.filter(pk=picture.pk).exists()


def test_nothing_is_deleted_when_one_of_many_is_used(editor: Client, page_with, file: Attachment):
    free = Attachment.objects.create(title="Los", file=ContentFile(b"Los.\n", name="los.txt"))
    page_with("download", {"document": file.pk, "title": ""})

    response = editor.post(f"/beheer/bulk/website/attachment/delete/?id={file.pk}&id={free.pk}")

    assert (response.status_code, Attachment.objects.count()) == (409, 2)


def test_of_many_the_used_ones_are_named_and_the_free_ones_can_be_deleted_after_all(
    editor: Client, home, page_with, file: Attachment
):
    free = Attachment.objects.create(title="Los", file=ContentFile(b"Los.\n", name="los.txt"))
    page = page_with("download", {"document": file.pk, "title": ""})
    listing = "next=/beheer/documents/"

    refusal = editor.get(f"/beheer/bulk/website/attachment/delete/?id={file.pk}&id={free.pk}&{listing}")
    (offer,) = re.findall(r'href="([^"]+)">Verwijder alleen deze', refusal.content.decode())
    question = editor.get(offer.replace("&amp;", "&")).content.decode()
    answer = editor.post(offer.replace("&amp;", "&"))

    assert uses_on(refusal) == [(f"/beheer/pages/{page.pk}/edit/", "Een pagina")]
    assert not re.search("verwijzing(en)? naar|plek(ken)? gebruikt", question)
    assert (answer.status_code, answer.url) == (302, "/beheer/documents/")
    assert list(Attachment.objects.all()) == [file]


def test_file_that_only_a_draft_offers_is_kept(editor: Client, page_with, file: Attachment):
    page = page_with("key_sentence", {"text": "Eerst kijken."})
    page.body = [("download", {"document": file, "title": ""})]
    page.save_revision()

    response = editor.post(f"/beheer/{ways(file)[0]}")

    assert (response.status_code, [title for _url, title in uses_on(response)]) == (409, ["Een pagina"])
    assert "(in een concept)" in response.content.decode()


@pytest.mark.parametrize("kind", ["download", "text"])
def test_of_all_drafts_only_those_that_may_offer_a_file_are_unpacked(page_with, file: Attachment, kind: str):
    value = {
        "download": {"document": file.pk, "title": ""},
        "text": {"text": f'<p><a linktype="document" id="{file.pk}">Hier</a></p>'},
    }[kind]
    for number in range(5):
        page = page_with("key_sentence", {"text": "Eerst kijken."}, title=f"Pagina {number}")
        # Numbers and words in which the key of the file stands too.
        page.summary = f"{file.pk} keer, op 0{file.pk}-0{file.pk}-2027, id={file.pk}"
        page.save_revision()
    page.body = StandardPage.body.field.to_python([{"type": kind, "value": value}])
    page.save_revision()
    unpacked = []

    def note(instance: StandardPage, **kwargs: Any) -> None:
        unpacked.append(instance.title)

    post_init.connect(note, sender=StandardPage)
    try:
        uses = uses_of(file)
    finally:
        post_init.disconnect(note, sender=StandardPage)

    assert [(use.title, use.in_draft) for use in uses] == [("Pagina 4", True)]
    assert unpacked == ["Pagina 4"]


def test_file_and_picture_just_uploaded_are_kept_once_a_page_took_them_up(
    editor: Client, page_with, file: Attachment, picture: Picture
):
    page_with("download", {"document": file.pk, "title": ""})
    page_with("figure", {"picture": picture.pk, "caption": ""}, title="Nog een")

    answers = [
        editor.post(f"/beheer/{kind}/multiple/{thing.pk}/delete/")
        for kind, thing in (("documents", file), ("images", picture))
    ]

    assert [(answer.status_code, answer.json()["success"]) for answer in answers] == [(409, False)] * 2
    assert (Attachment.objects.count(), Picture.objects.count()) == (1, 1)


@pytest.mark.parametrize("way", [0, 1], ids=["one", "many"])
def test_file_and_picture_that_nothing_uses_are_deleted(
    editor: Client, home, file: Attachment, picture: Picture, way: int
):
    asked = [editor.get(f"/beheer/{ways(thing)[way]}").status_code for thing in (file, picture)]
    done = [editor.post(f"/beheer/{ways(thing)[way]}").status_code for thing in (file, picture)]

    assert (asked, done) == ([200, 200], [302, 302])
    assert (Attachment.objects.count(), Picture.objects.count()) == (0, 0)


def test_visitor_is_led_to_the_log_in_and_learns_nothing(client, page_with, file: Attachment):
    page_with("download", {"document": file.pk, "title": ""})

    answers = [client.get(f"/beheer/{way}") for way in ways(file)]

    assert [answer.status_code for answer in answers] == [302, 302]
