"""An uploaded file is what its name says, holds no surprises, and is refused in Dutch at its field."""

import gc
import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pikepdf import Dictionary, Name, String

from accounts.models import User
from tests.website.made_files import DOCX, ODT, PDF, inside, open_xml, pdf
from website.models import Attachment
from website.validators import validate_upload

SCRIPT = pdf(lambda made: setattr(made.Root, "OpenAction", Dictionary(S=Name.JavaScript, JS=String("x"))))

GOOD = {
    "werkblad.pdf": PDF,
    "werkblad.docx": DOCX,
    "werkblad.odt": ODT,
    "lijst.csv": "naam;plaats\nGroningen;€ 3\n".encode(),
    "Overdrachtskaart (leeg) v2.docx": DOCX,
}
KIND, ELSE, NAME = "is geen soort bestand", "maar het bestand is iets anders", "een gewone naam"
# Why it is refused, in the words for who chose it.
BAD = {
    "programma.exe": (KIND, b"MZ\x90"),
    "plaatje.svg": (KIND, b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    "pagina.html": (KIND, b"<script>alert(1)</script>"),
    "werkblad.pdf.exe": (KIND, PDF),
    "geen-pdf.pdf": (ELSE, DOCX),
    "half.pdf": (ELSE, b"%PDF-1.7 cut off"),
    "script.pdf": ("In deze pdf zit een script", SCRIPT),
    "polyglot.pdf": (ELSE, b"<html>" + PDF),
    "geen-docx.docx": (ELSE, PDF),
    "kapot.docx": (ELSE, b"PK\x03\x04 broken"),
    "verkeerd.docx": (ELSE, open_xml("xlsx")),
    "macro.docx": ("zitten macro’s", inside("word/vbaProject.bin", b"\x00")),
    "bom.docx": ("veel te groot", inside("word/media/a.png", b"0" * (201 * 1024 * 1024))),
    "pagina.txt": (ELSE, b"  <!DOCTYPE html><html></html>"),
    "bytes.csv": (ELSE, b"naam\x00plaats"),
    "latin.csv": ("als UTF-8", "caf\xe9".encode("latin-1")),
    ".verborgen.pdf": (NAME, PDF),
    "fdp.\u202excod.pdf": (NAME, PDF),
    "nul\x00.pdf": (NAME, PDF),
    "a" * 130 + ".pdf": (NAME, PDF),
    "vraag?.pdf": (NAME, PDF),
}


def upload(name: str, content: bytes) -> ContentFile:
    # ContentFile keeps the name as the sender gave it; an upload form cleans some of them first.
    return ContentFile(content, name=name)


@pytest.mark.parametrize("name", GOOD)
def test_file_that_is_what_its_name_says_is_accepted(name):
    validate_upload(upload(name, GOOD[name]))


@pytest.mark.parametrize("name", BAD, ids=ascii)
def test_file_that_could_harm_is_refused_for_what_it_is(name):
    why, content = BAD[name]

    with pytest.raises(ValidationError, match=re.escape(why)):
        validate_upload(upload(name, content))


@pytest.mark.django_db
def test_refused_file_in_the_admin_is_explained_at_its_field_and_the_rest_of_the_form_is_kept(admin_of_site):
    data = {
        "title": "Mijn werkblad",
        "file": SimpleUploadedFile("werkblad.pdf", DOCX),
        "collection": 1,
        "licence": "cc-by-4.0",
    }

    response = admin_of_site.post(reverse("wagtaildocs:add"), data)

    form = response.context["form"]
    assert response.status_code == 200
    assert list(form.errors) == ["file"]
    assert "iets anders" in form.errors["file"][0]
    assert form["title"].value() == "Mijn werkblad"
    assert Attachment.objects.count() == 0


@pytest.mark.django_db
def test_title_of_a_stored_file_can_be_changed_without_sending_it_again(admin_of_site):
    stored = Attachment.objects.create(title="Werkblad", file=ContentFile(PDF, name="werkblad.pdf"))

    response = admin_of_site.post(
        reverse("wagtaildocs:edit", args=[stored.pk]),
        {"title": "Werkblad 2", "collection": 1, "licence": stored.licence, "maker": ""},
    )

    stored.refresh_from_db()
    assert (response.status_code, stored.title) == (302, "Werkblad 2")


@pytest.fixture
def admin_of_site(client):
    client.force_login(User.objects.create_superuser("beheer@example.org"))
    return client


@pytest.mark.django_db
def test_deleted_file_is_gone_from_disk_as_well(admin_of_site, django_capture_on_commit_callbacks):
    stored = Attachment.objects.create(title="Werkblad", file=ContentFile(PDF, name="werkblad.pdf"))
    path = Path(stored.file.path)

    with django_capture_on_commit_callbacks(execute=True):
        response = admin_of_site.post(reverse("wagtaildocs:delete", args=[stored.pk]))

    assert (response.status_code, path.exists()) == (302, False)


def in_the_form(client: Client, file: SimpleUploadedFile) -> str:
    response = client.post(reverse("wagtaildocs:add"), {**FIELDS, "file": file})
    return "" if response.status_code == 302 else response.context["form"].errors["file"][0]


def among_many(client: Client, file: SimpleUploadedFile) -> str:
    answer = client.post(reverse("wagtaildocs:add_multiple"), {"title": "Werkblad", "files[]": file}).json()
    return answer.get("error_message", "")


def in_the_chooser(client: Client, file: SimpleUploadedFile) -> str:
    fields = {f"document-chooser-upload-{name}": value for name, value in FIELDS.items()}
    fields["document-chooser-upload-file"] = file
    answer = client.post(reverse("wagtaildocs_chooser:create"), fields).json()
    return "" if answer["step"] == "chosen" else answer["htmlFragment"]


def in_the_place_of_another(client: Client, file: SimpleUploadedFile) -> str:
    stored = Attachment.objects.create(title="Oud", file=ContentFile(PDF, name="oud.pdf"))
    response = client.post(reverse("wagtaildocs:edit", args=[stored.pk]), {**FIELDS, "file": file})
    return "" if response.status_code == 302 else response.context["form"].errors["file"][0]


WAYS_IN = [in_the_form, among_many, in_the_chooser, in_the_place_of_another]
FIELDS = {"title": "Werkblad", "collection": 1, "licence": "cc-by-4.0", "maker": ""}


@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
@pytest.mark.parametrize("way", WAYS_IN)
def test_every_way_in_refuses_what_acts_and_takes_what_does_not(admin_of_site, way):
    linked = open_xml(links=(("attachedTemplate", "https://example.org/x.dotm", "External"),))

    acting = way(admin_of_site, SimpleUploadedFile("script.pdf", SCRIPT))
    fetching = way(admin_of_site, SimpleUploadedFile("brief.docx", linked))
    taken = way(admin_of_site, SimpleUploadedFile("werkblad.pdf", PDF))

    assert "In deze pdf zit een script." in acting
    assert "haalt bij het openen iets van elders op: “https://example.org/x.dotm”" in fetching
    assert taken == ""
    assert Attachment.objects.exclude(title="Oud").count() == 1
    gc.collect()  # Wagtail leaves the file that it stored to the garbage collector


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS_IN)
def test_file_over_the_limit_is_refused_in_every_way_in(admin_of_site, settings, way):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = len(PDF) - 1

    said = way(admin_of_site, SimpleUploadedFile("werkblad.pdf", PDF))

    assert "te groot" in said
    assert Attachment.objects.exclude(title="Oud").count() == 0
