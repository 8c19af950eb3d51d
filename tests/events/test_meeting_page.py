"""The page of a meeting and its row: first when and where, and whether it goes on at all."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from accounts.models import User
from events.models import MeetingLesson, MeetingPage, MeetingPartnership
from tests.casebook import factories

pytestmark = pytest.mark.django_db
SUMMER = datetime(2027, 6, 3, 9, 5, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to("2026-11-24T10:00:00Z", tick=False)


def test_day_and_place_stand_under_the_title_and_the_facts_before_the_story(meeting_of, client):
    body = [{"type": "text", "value": {"heading": "Zo gaat de dag", "text": "<p>Eerst koffie.</p>"}}]
    meeting = meeting_of(starts_at=SUMMER, body=body)

    html = client.get(meeting.url).content.decode()

    head = html[html.index("<h1>") : html.index("</header>", html.index("<h1>"))]
    assert (
        'donderdag 3 juni 2027, <span class="rb-kept">09.05 – 11.35</span><br>Stationsplein 1, Zwolle' in head
    )
    assert html.index("Over de bijeenkomst") < html.index("Zo gaat de dag")


def test_partnership_of_a_meeting_leads_to_its_portrait(meeting_of, client):
    meeting = meeting_of()
    known, unknown = factories.partnership("Zwolse Koers"), factories.partnership("Nieuw")
    for partnership in (known, unknown):
        MeetingPartnership.objects.create(page=meeting, partnership=partnership)
    portrait = factories.portrait(partnership=known)

    html = client.get(meeting.url).content.decode()

    assert f'<a href="{portrait.url}">Zwolse Koers</a>' in html
    assert "Nieuw</a>" not in html


def test_row_of_a_cancelled_meeting_says_so_before_its_title(agenda, meeting_of, client):
    meeting = meeting_of(cancelled=True)

    html = client.get(agenda.url).content.decode()

    row = html[html.index("<article") : html.index("</article>", html.index("<article"))]
    assert row.index("Gaat niet door") < row.index(meeting.title)
    assert row.count("Gaat niet door") == 1


def test_programme_is_asked_for_in_times_and_drawn_in_their_order(meeting_of, client):
    parts = [
        {"type": "item", "id": "een", "value": {"when": "10.00", "text": "kennismaken"}},
        {"type": "item", "id": "twee", "value": {"when": "10.20", "text": "drie tafels"}},
    ]
    meeting = meeting_of(body=[{"type": "timeline", "value": {"moments": parts}}])

    html = client.get(meeting.url).content.decode()

    block = MeetingPage._meta.get_field("body").stream_block.child_blocks["timeline"]
    assert str(block.label) == "Programma"
    assert "2015" not in str(block.child_blocks["moments"].child_block.child_blocks["when"].field.help_text)
    assert html.index("10.00") < html.index("kennismaken") < html.index("10.20") < html.index("drie tafels")


@pytest.mark.parametrize("address", ["pages/{pk}/delete/", "bulk/wagtailcore/page/delete/?id={pk}"])
def test_lesson_that_came_of_a_meeting_is_not_deleted_from_under_it(meeting_of, client, address: str):
    meeting, lesson = meeting_of(), factories.lesson("Een les")
    meeting.meeting_lessons = [MeetingLesson(lesson=lesson)]
    meeting.save_revision().publish()
    client.force_login(User.objects.create_superuser("redactie@voorbeeld.example"))

    answer = client.post("/beheer/" + address.format(pk=lesson.pk))

    assert answer.status_code == 409
    assert meeting.title in answer.content.decode()
    assert MeetingLesson.objects.filter(page=meeting, lesson=lesson).exists()
