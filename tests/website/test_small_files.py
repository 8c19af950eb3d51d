"""Files at addresses that others have settled, and headers of what is handed out."""

from datetime import datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from website.models import Attachment, StandardPage

pytestmark = pytest.mark.django_db


def test_icon_is_where_browsers_look_for_it(client):
    answer = client.get("/favicon.ico")

    assert (answer.status_code, answer["Location"]) == (302, "/static/website/img/favicon.ico")


def test_who_finds_a_hole_reads_where_to_tell(client, home, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://regiobrug.example"
    home.contact = "redactie@voorbeeld.example"
    home.save()

    answer = client.get("/.well-known/security.txt")

    told = dict(line.split(": ", 1) for line in answer.text.splitlines())
    expires = datetime.fromisoformat(told.pop("Expires"))
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert timezone.now() < expires < timezone.now() + timedelta(days=365)
    assert told == {
        "Contact": "mailto:redactie@voorbeeld.example",
        "Preferred-Languages": "nl, en",
        "Canonical": "https://regiobrug.example/.well-known/security.txt",
    }


def test_site_without_a_contact_address_gives_none(client, home):
    home.contact = ""
    home.save()

    assert client.get("/.well-known/security.txt").status_code == 404


def test_download_names_no_encoding_that_it_has_not(client, home):
    attachment = Attachment.objects.create(title="Lijst", file=ContentFile(b"a;b\n", "lijst.csv"))
    body = [{"type": "download", "value": {"document": attachment.pk, "title": ""}}]
    home.add_child(instance=StandardPage(title="Over", slug="over", body=body))

    answer = client.get(attachment.url)

    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"a;b\n")
    assert not answer.has_header("Content-Encoding")
