"""Requests to the admin that no screen sends: refused as such, whoever sends them."""

import json
import logging
import random
import re
from types import FunctionType

import pytest
from django.core.exceptions import FieldError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse
from wagtail.contrib.redirects.models import Redirect

from accounts.models import User
from tests.matrix import WHOLE
from tests.website.test_pages_in_the_admin import add, typed
from website.admin_requests import is_raised_by_site
from website.models import StandardPage

HUGE = "99999999999999999999"
SEED, MOST = 7, 60
BLOCK = {"key": "abcde", "text": "a", "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "data": {}}
LINK_TO_NOTHING = {
    "blocks": [{**BLOCK, "entityRanges": [{"key": 9, "offset": 0, "length": 1}]}],
    "entityMap": {},
}
# The root of the tree has no list above it to go back to, and no screen locks or moves it.
NO_FORM = re.compile("logout|/pages/1/(lock|unlock|set_position)/")
# Of a field of a form.
NAME = re.compile(r'<(?:input|select|textarea)[^>]* name="([^"]+)"')


@pytest.fixture
def editor(home) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.create_superuser("redactie@voorbeeld.example"))
    return client


def one_block(kind: str, **values: str) -> dict[str, str]:
    """A page with one block, as its form sends it."""
    block = {"deleted": "", "order": "0", "type": kind, "id": ""} | {
        f"value-{name}": value for name, value in values.items()
    }
    sent = {f"body-0-{name}": value for name, value in block.items()}
    return typed("Over ons", slug="over-ons") | sent | {"body-count": "1"}


def rich_text(value: str) -> dict[str, str]:
    """A page with one text."""
    return one_block("text", text=value)


def table(value: str) -> dict[str, str]:
    """A page with one table."""
    return one_block("table", caption="Wie wat doet", grid=value)


@pytest.mark.parametrize(
    "sent",
    [
        rich_text("no json"),
        rich_text("[]"),
        rich_text("[" * 50_000),
        rich_text(json.dumps(LINK_TO_NOTHING)),
        table("[" * 50_000),
        typed("Over ons") | {"body-count": "many"},
        {name: text for name, text in typed("Over ons").items() if name != "body-count"},
        {},
    ],
)
def test_form_that_no_screen_sends_is_refused_and_makes_nothing(editor, home, sent):
    answer = editor.post(add(home), sent)

    assert answer.status_code == 400
    assert "Dit kunnen we niet lezen" in answer.content.decode()
    assert StandardPage.objects.count() == 0


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"/beheer/api/main/pages/?offset={HUGE}", 400),
        ("/beheer/choose-page/chosen-multiple/?id=abc", 400),
        (f"/beheer/choose-page/chosen-multiple/?id={'9' * 5_000}", 400),
        (f"/beheer/workflows/edit/1/?p={'9' * 5_000}", 400),
        ("/beheer/workflows/edit/1/?p=9", 400),
        (f"/beheer/pages/{HUGE}/edit/", 404),
        ("/beheer/failwhale/", 404),
    ],
)
def test_address_that_no_screen_has_is_refused(editor, address, status):
    assert editor.get(address).status_code == status


@pytest.mark.parametrize(
    ("address", "nothing_found"),
    [
        (f"/beheer/pages/?owner={HUGE}", 200),
        (f"/beheer/users/?group={HUGE}", 200),
        (f"/beheer/bulk/wagtailcore/page/delete/?id={HUGE}", 404),
    ],
)
def test_number_larger_than_a_row_can_have_is_refused_or_finds_nothing(editor, address, nothing_found):
    # PostgreSQL compares its rows with it; SQLite cannot take it.
    expected = 400 if connection.vendor == "sqlite" else nothing_found

    assert editor.get(address).status_code == expected


@pytest.mark.parametrize("sent", ["[1]", "null", "NaN", '{"hint": NaN}', "[" * 100_000, "{"])
def test_messages_not_to_be_shown_again_are_refused_when_they_cannot_be_read(editor, sent):
    assert editor.patch("/beheer/dismissibles/", sent, content_type="application/json").status_code == 400


@pytest.mark.parametrize("given", ["abc", "wagtailadmin_home", "abc:def"])
def test_who_is_logged_in_already_and_should_go_nowhere_goes_to_the_start(editor, given):
    answer = editor.get("/beheer/login/", {"next": given})

    assert (answer.status_code, answer["Location"]) == (302, reverse("wagtailadmin_home"))


def test_external_link_without_an_address_is_refused(editor):
    assert editor.post("/beheer/choose-external-link/").status_code == 400


def sent_to_import(editor: Client, text: str = "van,naar\n/oud,https://nieuw.example/\n") -> dict[str, str]:
    """What the second screen of an import of redirects sends, after a file was sent by the first."""
    file = SimpleUploadedFile("lijst.csv", text.encode())
    form = editor.post("/beheer/redirects/import/", {"import_file": file}).context["form"]
    signed = {name: form[name].value() for name in ("import_file_name", "input_format")}
    return signed | {"from_index": "0", "to_index": "1", "site": "", "permanent": "on"}


def test_redirects_are_imported_from_a_file(editor):
    answer = editor.post("/beheer/redirects/import/process/", sent_to_import(editor))

    assert answer.status_code == 302
    assert [redirect.old_path for redirect in Redirect.objects.all()] == ["/oud"]


SIGNED = ("import_file_name", "input_format")


@pytest.mark.parametrize("name", SIGNED)
@pytest.mark.parametrize("given", ["", "abc", "lijst.csv:abc"])
def test_import_of_a_file_that_was_not_sent_before_is_refused(editor, name, given):
    sent = sent_to_import(editor) | {name: given}

    assert editor.post("/beheer/redirects/import/process/", sent).status_code == 400
    assert not Redirect.objects.exists()


@pytest.mark.parametrize("name", SIGNED)
def test_import_with_the_name_of_a_file_in_the_place_of_its_kind_or_without_one_is_refused(editor, name):
    sent = sent_to_import(editor)
    (other,) = set(SIGNED) - {name}
    swapped = sent | {name: sent[other]}
    without = {each: text for each, text in sent.items() if each != name}

    for odd in (swapped, without, {}):
        assert editor.post("/beheer/redirects/import/process/", odd).status_code == 400


def test_import_that_was_done_already_is_refused(editor):
    sent = sent_to_import(editor)

    answers = [editor.post("/beheer/redirects/import/process/", sent).status_code for _time in range(2)]

    assert answers == [302, 400]


@pytest.mark.parametrize("given", ["7", "-1", "abc", ""])
def test_column_that_the_file_has_not_is_refused_at_its_field(editor, given):
    sent = sent_to_import(editor) | {"from_index": given}

    answer = editor.post("/beheer/redirects/import/process/", sent)

    assert list(answer.context["form"].errors) == ["from_index"]


def test_file_with_a_row_that_is_too_short_is_refused(editor):
    sent = sent_to_import(editor, "van,naar\n/oud\n")

    assert editor.post("/beheer/redirects/import/process/", sent).status_code == 400


def test_copy_below_a_page_that_is_gone_is_refused(editor, page):
    sent = {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": HUGE[:8]}

    assert editor.post(f"/beheer/pages/{page.pk}/copy/", sent).status_code == 400


def test_way_on_that_is_no_address_is_refused(editor, page):
    answer = editor.post(f"/beheer/pages/{page.pk}/delete/", {"next": "abc"})

    assert answer.status_code == 400
    assert StandardPage.objects.filter(pk=page.pk).exists()


def raised_by(*modules: str) -> Exception:
    """An error that came by these modules, the first of which called the next."""
    call, spaces = "", {}
    for name in reversed(modules):
        spaces = {"__name__": name, "FieldError": FieldError, "go": spaces.get("call")}
        exec(f"def call():\n    {call or 'raise FieldError'}", spaces)
        call = "go()"
    with pytest.raises(FieldError) as caught:
        spaces["call"]()
    return caught.value


@pytest.mark.parametrize(
    ("modules", "ours"),
    [
        (["wagtail.admin.views", "django.db"], False),
        (["wagtail.admin.views", "django.db", "website.page_cache.content_version", "django.db"], False),
        (["wagtail.admin.views", "casebook.models", "django.db"], True),
        (["website.views", "wagtail.admin.views", "django.db"], False),
        (["django.core.handlers"], False),
    ],
)
def test_error_is_of_the_code_that_raised_it(modules, ours):
    assert is_raised_by_site(raised_by(*modules)) is ours


def test_error_that_code_of_ours_made_of_a_request_is_an_error_of_the_site(editor, page, monkeypatch):
    def clean(self):
        Redirect.objects.filter(nothing=1)

    clean = FunctionType(clean.__code__, {"Redirect": Redirect, "__name__": "website.models"})
    monkeypatch.setattr(StandardPage, "clean", clean)

    assert editor.post(f"/beheer/pages/{page.pk}/edit/", typed("Over ons")).status_code == 500


def addresses() -> list[str]:
    """Every address of the admin with one number in it or none."""
    found = set()
    for name in admin_names():
        for arguments in ([], [HUGE], ["1"]):
            try:
                found.add(reverse(name, args=arguments))
            except NoReverseMatch:
                continue
    return sorted(each for each in found if each.startswith("/beheer/") and not NO_FORM.search(each))


def admin_names(resolver=None, spaces: tuple[str, ...] = ()) -> set[str]:
    """The names of all addresses, with the spaces that they are in."""
    found = set()
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            found |= admin_names(each, (*spaces, each.namespace) if each.namespace else spaces)
        elif each.name:
            found.add(":".join((*spaces, each.name)))
    return found


def test_nothing_odd_makes_an_error_of_the_site(editor, caplog):
    odd = random.Random(SEED)
    names = ("owner", "group", "offset", "limit", "id", "p", "site", "user", "next", "q", "ordering", "tag")
    values = (HUGE, "-1", "abc", "[\x00", "", "é")
    every = addresses()
    failed = []
    for address in every if WHOLE else odd.sample(every, MOST):
        ask = odd.choice((editor.get, editor.post))
        asked = list(names)
        if ask == editor.post:
            asked = NAME.findall(editor.get(address).content.decode(errors="replace"))
        # Some are odd, and the others are not there.
        sent = {name: odd.choice(values) for name in odd.sample(asked, min(4, len(asked)))}
        answer = ask(address, sent)
        if answer.status_code >= 500:
            failed.append((ask.__name__, address, sent))

    assert len(every) > 150
    assert failed == []
    assert [record.message for record in caplog.records if record.levelno >= logging.ERROR] == []
