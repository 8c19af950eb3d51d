"""The screens on which files and pictures are sent: they say what may come, and what came can be kept."""

import gc
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import UploadedFile

from accounts.models import User
from tests.website.made_files import DOCX, PDF
from website.models import Attachment

PICTURES = "Soorten: gif, jpg, jpeg, jfif, png, webp. Hooguit 10 MB, en minstens 200 pixels breed en hoog."
DOCUMENTS = ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.csv,.txt"


@pytest.fixture
def editor(db, client) -> Client:
    client.force_login(User.objects.create_superuser("redactie@voorbeeld.example"))
    return client


def send(client: Client, name: str, content: bytes, **more: str) -> dict:
    files = {"files[]": SimpleUploadedFile(name, content)}
    return client.post(reverse("wagtaildocs:add_multiple"), {**files, **more}).json()


@pytest.mark.parametrize(("name", "content"), [("werkblad.pdf", PDF), ("werkblad.docx", DOCX)])
def test_file_sent_among_many_is_kept_under_the_licence_by_default_and_can_be_named(
    editor: Client, name: str, content: bytes
):
    sent = send(editor, name, content)
    pk = sent["doc_id"]
    fields = {"title": "Overdracht", "maker": "Ans", "licence": "cc0-1.0", "collection": "1"}
    answer = editor.post(
        reverse("wagtaildocs:edit_multiple", args=[pk]), {f"doc-{pk}-{key}": fields[key] for key in fields}
    )

    stored = Attachment.objects.get()
    with stored.open_file() as file:
        kept = file.read()
    assert (sent["success"], answer.json()["success"]) == (True, True)
    assert (stored.title, stored.maker, stored.licence) == ("Overdracht", "Ans", "cc0-1.0")
    assert kept == content


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
def test_file_whose_title_has_to_be_mended_first_is_kept_after_it(editor: Client):
    sent = send(editor, "werkblad.pdf", PDF, title="lang" * 80)
    pk = sent["uploaded_file_id"]
    fields = {"title": "Werkblad", "maker": "", "licence": "cc-by-4.0", "collection": "1"}

    answer = editor.post(
        reverse("wagtaildocs:create_multiple_from_uploaded_document", args=[pk]),
        {f"uploaded-document-{pk}-{key}": fields[key] for key in fields},
    )

    assert (answer.status_code, answer.json()["success"]) == (200, True)
    with Attachment.objects.get().open_file() as file:
        assert (file.read(), UploadedFile.objects.count()) == (PDF, 0)
    del file, answer
    gc.collect()  # Wagtail leaves the file that it stored to the garbage collector


def test_file_that_is_refused_among_many_says_why(editor: Client):
    sent = send(editor, "werkblad.exe", b"MZ")

    assert (sent["success"], Attachment.objects.count()) == (False, 0)
    assert sent["error_message"] == (
        "“werkblad.exe” is geen soort bestand dat hier kan staan. "
        "Wel mogen: pdf, docx, xlsx, pptx, odt, ods, odp, csv, txt."
    )


@pytest.mark.parametrize(
    ("address", "types", "rule"),
    [
        ("wagtaildocs:add", DOCUMENTS, "Hooguit 10 MB. De naam heeft hooguit 120 letters"),
        ("wagtaildocs:add_multiple", None, "Hooguit 10 MB. De naam heeft hooguit 120 letters"),
        ("wagtaildocs_chooser:choose", DOCUMENTS, "Hooguit 10 MB. De naam heeft hooguit 120 letters"),
        ("wagtailimages:add", "image", PICTURES),
        ("wagtailimages:add_multiple", "image", PICTURES),
        ("wagtailimages_chooser:choose", "image", PICTURES),
    ],
)
def test_screen_says_beforehand_what_may_come(editor: Client, address: str, types: str, rule: str):
    response = editor.get(reverse(address))
    screen = response.content.decode()
    if response.headers["Content-Type"] == "application/json":
        screen = response.json()["html"]

    (field,) = re.findall(r'<input[^>]+type="file"[^>]*>', screen)
    # Wagtail's own screen for many files leaves the types to the words above it.
    assert types is None or re.search(r'accept="([^"]*)"', field)[1].startswith(types)
    assert rule in screen
