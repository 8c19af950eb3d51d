"""What Django and Wagtail say otherwise here: their sentences still exist, and ours come in their place."""

import gettext
from pathlib import Path

import django
import polib
import pytest
import wagtail
from django.conf import settings
from django.test import Client
from wagtail.models import Page

from accounts.models import User
from website.models import HomePage, StandardPage

PLACE = Path(settings.LOCALE_PATHS[0]) / "nl" / "LC_MESSAGES"
THEIRS = [Path(package.__file__).parent for package in (django, wagtail)]


def test_every_sentence_said_otherwise_is_one_of_theirs():
    said = {
        entry.msgid
        for folder in THEIRS
        for catalogue in folder.glob("**/locale/nl/LC_MESSAGES/django.po")
        for entry in polib.pofile(str(catalogue))
    }

    assert {entry.msgid for entry in polib.pofile(str(PLACE / "django.po"))} - said == set()


def test_compiled_words_are_the_ones_that_were_written():
    with (PLACE / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    written = polib.pofile(str(PLACE / "django.po"))

    assert {entry.msgid: compiled.gettext(entry.msgid) for entry in written if not entry.msgid_plural} == {
        entry.msgid: entry.msgstr for entry in written if not entry.msgid_plural
    }


@pytest.fixture
def editor(db, client) -> Client:
    client.force_login(User.objects.create_superuser("redactie@voorbeeld.example", "een-lang-wachtwoord"))
    return client


def test_lists_count_in_words_with_spaces(editor: Client, home: HomePage):
    home.add_child(instance=StandardPage(title="Over ons", slug="over-ons", summary="Iets."))

    lists = [editor.get(address) for address in (f"/beheer/pages/{home.pk}/", "/beheer/pages/search/?q=Over")]

    assert ["1 tot en met 1 van 1" in " ".join(screen.content.decode().split()) for screen in lists] == [
        True,
        True,
    ]


def test_nobody_is_called_none_in_the_report_of_old_pages(editor: Client, home: HomePage):
    home.save_revision().publish()

    screen = editor.get("/beheer/reports/aging-pages/").content.decode()

    assert Page.objects.filter(last_published_at__isnull=False).count() == 1
    assert "None" not in screen.split("<tbody>")[1]


def test_account_speaks_to_its_owner_as_the_rest_does_and_offers_the_clocks_of_the_kingdom(editor: Client):
    screen = editor.get("/beheer/account/").content.decode()

    assert "Je wachtwoord moet minstens 12 tekens lang zijn." in screen
    assert ("Uw wachtwoord" in screen, ">Default<" in screen, "localtime" in screen) == (False, False, False)
    assert "America/Kralendijk" in screen


def test_address_of_a_page_is_explained_without_a_word_of_the_trade(editor: Client, home: HomePage):
    screen = editor.get(f"/beheer/pages/add/website/standardpage/{home.pk}/").content.decode()

    assert "Het laatste stuk van het webadres" in screen
    assert "domein.nl" not in screen
    assert "meta beschrijving" not in screen.lower()
