"""What Django and Wagtail say otherwise here: their sentences still exist, and ours come in their place."""

import gettext
import re
from collections import Counter
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
DOMAINS = ["django", "djangojs"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|{\w+}")
KIND_OF_THING = {"%(model_name)s", "{model_name}"}
MACHINE = re.compile(
    r"\b(live|workflows?|slug|valid\w*|revisies?|snippets?|documenten|document|moderatie)\b", re.IGNORECASE
)


def theirs(domain: str) -> dict[str, polib.POEntry]:
    """The sentences of the libraries; of one that has a plural somewhere, that one."""
    found: dict[str, polib.POEntry] = {}
    for folder in THEIRS:
        for catalogue in sorted(folder.glob(f"**/locale/nl/LC_MESSAGES/{domain}.po")):
            for entry in polib.pofile(str(catalogue)):
                if not entry.obsolete and (entry.msgid_plural or entry.msgid not in found):
                    found[entry.msgid] = entry
    return found


def ours(domain: str) -> polib.POFile:
    return polib.pofile(str(PLACE / f"{domain}.po"))


def texts_of(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def is_filled_as(text: str, *theirs: str, many: int) -> bool:
    """Whether a sentence has the same places as theirs: of a plural one those of the plural, and when it is
    about one thing those of either. The name of a kind of thing may be left out."""
    wanted = theirs[-1:] if many else theirs
    here = Counter(PLACEHOLDER.findall(text))
    known = [Counter(PLACEHOLDER.findall(sentence)) for sentence in wanted]
    return any(not here - there and set(there - here) <= KIND_OF_THING for there in known)


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_sentence_said_otherwise_is_one_of_theirs(domain: str):
    known = theirs(domain)

    assert {(entry.msgid, entry.msgid_plural) for entry in ours(domain)} - {
        (entry.msgid, entry.msgid_plural) for entry in known.values()
    } == set()


@pytest.mark.parametrize("domain", DOMAINS)
def test_sentence_said_otherwise_has_the_placeholders_of_the_one_it_stands_for(domain: str):
    wrong = [
        entry.msgid
        for entry in ours(domain)
        for number, text in enumerate(texts_of(entry))
        if not is_filled_as(
            text, entry.msgid, *([entry.msgid_plural] if entry.msgid_plural else []), many=number
        )
    ]

    assert wrong == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_compiled_words_are_the_ones_that_were_written(domain: str):
    with (PLACE / f"{domain}.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    assert [
        entry.msgid
        for entry in ours(domain)
        for number, text in enumerate(texts_of(entry))
        if text
        != (
            compiled.ngettext(entry.msgid, entry.msgid_plural, number + 1)
            if entry.msgid_plural
            else compiled.gettext(entry.msgid)
        )
    ] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_no_word_of_the_machine_is_left_in_what_is_said_otherwise(domain: str):
    assert [
        text
        for entry in ours(domain)
        for text in texts_of(entry)
        # Not in a placeholder, nor in the address of a link.
        if MACHINE.search(re.sub(r"%\(\w+\)s|<[^>]*>|{\w+}", "", text))
    ] == []


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
