"""What has to be checked again: told on the first screen, and listed by its day."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from accounts.models import User
from tests.casebook import factories

pytestmark = pytest.mark.usefixtures("casebook")
TODAY = date(2026, 11, 24)
REPORT = "/beheer/reports/review/"


@pytest.fixture
def pages(casebook, time_machine) -> None:
    time_machine.move_to("2026-11-24T10:00:00Z", tick=False)
    factories.lesson("Les van vorig jaar", review_due=TODAY - timedelta(days=300))
    factories.portrait("Portret van vandaag", review_due=TODAY)
    factories.tool("Hulpmiddel voor straks", review_due=TODAY + timedelta(days=30))
    factories.lesson("Les voor later", review_due=TODAY + timedelta(days=31))
    factories.lesson("Les zonder dag")
    withdrawn = factories.lesson("Les die weg is", review_due=TODAY - timedelta(days=400))
    withdrawn.unpublish()


def rows(screen: str) -> list[list[str]]:
    body = screen.split("<tbody>")[1].split("</tbody>")[0]
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.S) for row in body.split("<tr>")[1:]]
    return [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row] for row in cells]


@pytest.mark.usefixtures("pages")
def test_report_lists_what_is_due_or_nearly_so_by_its_day(editor: Client):
    assert rows(editor.get(REPORT).content.decode()) == [
        ["Les van vorig jaar", "Les", "28 januari 2026 (verlopen)"],
        ["Portret van vandaag", "Portret", "24 november 2026 (verlopen)"],
        ["Hulpmiddel voor straks", "Hulpmiddel", "24 december 2026"],
    ]


@pytest.mark.usefixtures("pages")
def test_first_screen_says_how_many_and_leads_there(editor: Client):
    screen = editor.get("/beheer/").content.decode()

    assert re.findall(r'rb-beheer-let-op"><a href="([^"]+)">([^<]+)<', screen) == [
        (REPORT, "3 pagina’s moeten opnieuw worden nagekeken")
    ]


def test_first_screen_says_nothing_when_nothing_is_due(editor: Client):
    assert "rb-beheer-let-op" not in editor.get("/beheer/").content.decode()
    assert "Er hoeft nu niets opnieuw te worden nagekeken." in editor.get(REPORT).content.decode()


@pytest.mark.usefixtures("pages")
def test_report_can_be_taken_along_as_a_list(editor: Client):
    lines = b"".join(editor.get(REPORT, {"export": "csv"})).decode().splitlines()

    assert (len(lines), lines[1]) == (4, "Les van vorig jaar,2026-01-28")


@pytest.mark.usefixtures("pages")
def test_who_may_change_no_page_sees_no_report(client: Client):
    client.force_login(User.objects.create_user("lezer@voorbeeld.example"))

    assert client.get(REPORT).status_code == 302


def test_report_of_what_was_published_long_ago_is_not_offered(editor: Client):
    screen = editor.get("/beheer/").content.decode()

    assert ("/beheer/reports/aging-pages/" in screen, REPORT in screen) == (False, True)
