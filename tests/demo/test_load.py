"""Loading the demo: on top of setup, by domain functions, as often as one likes."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.conf import global_settings
from django.core.management import call_command

from accounts.models import User
from casebook.models import LessonPage, ObstaclePage, Partnership, PortraitPage, Region, Sighting, ToolPage
from demo.load import working_day
from events.models import MeetingPage
from website.models import ContentPage

pytestmark = pytest.mark.django_db

KINDS = (Partnership, PortraitPage, LessonPage, ToolPage, MeetingPage, Sighting, ObstaclePage)


def test_demo_ends_by_saying_where_to_click_and_how_to_log_in(demo, client, settings):
    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS
    email = re.search(r"e-mailadres: (\S+)", demo)[1]
    password = re.search(r"wachtwoord: +(\S+)", demo)[1]

    assert re.search(r"http://localhost:\d+/ ", demo)
    assert client.login(username=email, password=password)
    assert client.get("/beheer/").status_code == 200


def test_demo_loaded_again_adds_nothing_and_shows_no_password(demo, capsys):
    before = [kind.objects.count() for kind in KINDS]

    call_command("demo_load")

    assert [kind.objects.count() for kind in KINDS] == before
    assert "is eerder getoond" in capsys.readouterr().out
    assert User.objects.count() == 1


def test_demo_loaded_again_keeps_what_an_editor_changed(demo):
    page = LessonPage.objects.first()
    page.title = "Anders"
    page.save_revision().publish()

    call_command("demo_load")

    assert LessonPage.objects.get(pk=page.pk).title == "Anders"


def test_demo_leaves_out_what_is_about_things_that_an_editor_deleted_and_says_so(demo, capsys):
    for kind in (MeetingPage, LessonPage, PortraitPage, ToolPage):
        for page in kind.objects.all():
            page.delete()
    Sighting.objects.all().delete()
    Partnership.objects.all().delete()
    for page in ObstaclePage.objects.filter(code__in=["S1", "S2"]):
        page.delete()
    Region.objects.filter(name="Zeeland").delete()

    call_command("demo_load")

    said = capsys.readouterr().out
    left_out = re.findall(r"^    overgeslagen: (.*) \(er niet meer: (.*)\)$", said, re.M)
    assert left_out == [
        ("Scheldewerk", "regio Zeeland"),
        ("Zes afspraken, en wat ervan heel bleef", "verband Scheldewerk"),
        ("Maak van drie scholen drie afspraken van twee", "verband Scheldewerk"),
        ("Oefen elk jaar twee weken zonder coördinator", "drempel S1"),
        ("Roulerend voorzitten werkte bij ons niet", "verband Scheldewerk"),
        ("Als alles op één persoon hangt", "drempel S1, S2"),
    ]
    assert Sighting.objects.filter(obstacle__code="S3").exists()


def test_every_demo_page_can_be_read_and_says_what_it_is(demo, client):
    for kind in (PortraitPage, LessonPage, ToolPage, MeetingPage, ObstaclePage):
        answers = {page.url: client.get(page.url).status_code for page in kind.objects.all()}
        assert answers
        assert set(answers.values()) == {200}, answers
    for portrait in PortraitPage.objects.select_related("partnership"):
        html = client.get(portrait.url).content.decode()
        note = portrait.partnership.origin_note
        assert note
        assert note in html
        assert '<meta name="robots" content="noindex">' in html


def levels(html: str) -> list[int]:
    """Give the levels of the headings of a page, in order."""
    return [int(level) for level in re.findall(r"<h([1-6])[ >]", html)]


def test_headings_of_every_page_begin_at_the_first_level_and_skip_none(demo, client):
    found = {page.url: levels(client.get(page.url).content.decode()) for page in ContentPage.objects.all()}

    wrong = {
        url: heads
        for url, heads in found.items()
        if heads.count(1) != 1
        or heads[0] != 1
        or any(lower - higher > 1 for higher, lower in pairwise(heads))
    }
    assert (wrong, len(found) > 60) == ({}, True)


def test_meetings_fall_on_a_tuesday():
    days = {working_day(date(2026, 11, 23) + timedelta(days=offset)).isoformat() for offset in range(7)}

    assert days == {"2026-11-24"}


@pytest.mark.parametrize(
    ("day", "meeting"),
    [("2026-12-17", "2026-12-15"), ("2026-12-23", "2027-01-12"), ("2027-01-03", "2027-01-12")],
)
def test_meeting_around_christmas_is_put_off_until_school_is_on(day: str, meeting: str):
    assert working_day(date.fromisoformat(day)).isoformat() == meeting
