"""A time that is typed for a meeting is on the clock of that meeting, whatever the clock of the account."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils.html import strip_tags
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield
from wagtail.users.models import UserProfile

from accounts.models import User
from events.enums import AttendanceMode, Zone
from events.models import MeetingPage

AMSTERDAM, CURACAO = ZoneInfo("Europe/Amsterdam"), "America/Curacao"

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["Europe/Amsterdam", CURACAO])
def editor(request, client) -> Client:
    """An administrator, at home and five hours away."""
    user = User.objects.create_superuser("beheer@example.org")
    UserProfile.objects.create(user=user, current_time_zone=request.param)
    client.force_login(user)
    return client


def form(obstacle, meeting: MeetingPage | None = None, **values: str) -> dict[str, str]:
    """What a browser sends of a meeting that is new, or of one that is there."""
    rows = {name: inline_formset([]) for name in ("meeting_partnerships", "meeting_lessons")}
    known = [] if meeting is None else [{"id": link.pk} for link in meeting.meeting_obstacles.all()]
    about = inline_formset([{"obstacle": obstacle.pk, **row} for row in known or [{}]], initial=len(known))
    return nested_form_data(
        {
            "title": "Wie is de eigenaar?",
            "slug": "eigenaar",
            "zone": Zone.AMSTERDAM,
            "attendance_mode": AttendanceMode.PLACE,
            "place": "Zwolle",
            "for_whom": "Iedereen",
            "organised_by": "SBB",
            "how_to_sign_up": "Mail.",
            "starts_at": "14-01-2027 10:00",
            "ends_at": "14-01-2027 12:30",
            "meeting_obstacles": about,
            "body": streamfield([]),
            **rows,
            **values,
        }
    )


def shown(html: str) -> list[str]:
    """The two moments as they stand in the form."""
    return [re.search(rf'name="{name}" value="([^"]*)"', html)[1] for name in ("starts_at", "ends_at")]


def test_time_typed_is_the_time_of_the_meeting_in_form_draft_and_page(editor, agenda, obstacle):
    add = f"/beheer/pages/add/events/meetingpage/{agenda.pk}/"

    editor.post(add, {**form(obstacle), "action-publish": "1"})

    page = MeetingPage.objects.get(title="Wie is de eigenaar?")
    edit = f"/beheer/pages/{page.pk}/edit/"
    assert page.starts_at == datetime(2027, 1, 14, 10, 0, tzinfo=AMSTERDAM)
    assert shown(editor.get(edit).content.decode()) == ["14-01-2027 10:00", "14-01-2027 12:30"]
    for url in (page.url, f"/beheer/pages/{page.pk}/view_draft/"):
        words = strip_tags(editor.get(url).content.decode())
        assert "donderdag 14 januari 2027, 10.00 – 12.30" in words


def test_form_that_is_refused_and_one_that_is_saved_unchanged_keep_the_times(editor, meeting_of, obstacle):
    meeting = meeting_of()
    edit = f"/beheer/pages/{meeting.pk}/edit/"
    times = {"starts_at": "14-01-2027 13:00", "ends_at": "14-01-2027 15:30"}

    refused = editor.post(edit, {**form(obstacle, meeting, **times), "place": "", "action-publish": "1"})
    editor.post(edit, {**form(obstacle, meeting, **times), "action-publish": "1"})

    saved = MeetingPage.objects.get(pk=meeting.pk)
    assert "place" in refused.context["form"].errors
    assert shown(refused.content.decode()) == list(times.values())
    assert (saved.starts_at, saved.ends_at) == (meeting.starts_at, meeting.ends_at)


def test_versions_are_compared_on_the_clock_of_the_meeting(editor, meeting_of):
    meeting = meeting_of()
    meeting.starts_at = datetime(2027, 1, 14, 11, 0, tzinfo=AMSTERDAM)
    meeting.save_revision()

    html = editor.get(f"/beheer/pages/{meeting.pk}/revisions/compare/live...latest/").content.decode()

    assert re.findall(r"\d\d-\d\d-2027 \d\d:\d\d", html) == ["14-01-2027 13:00", "14-01-2027 11:00"]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("28-03-2027 02:30", "De klok wordt dan verzet: deze tijd bestaat niet, of komt twee keer voor."),
        ("31-10-2027 02:30", "De klok wordt dan verzet: deze tijd bestaat niet, of komt twee keer voor."),
        ("01-01-0001 00:00", "Schrijf een jaar van 1800 tot en met 2199."),
        ("31-12-9999 23:30", "Schrijf een jaar van 1800 tot en met 2199."),
    ],
)
def test_time_that_the_clock_does_not_show_once_is_refused_at_its_field(
    editor, agenda, obstacle, typed: str, message: str
):
    add = f"/beheer/pages/add/events/meetingpage/{agenda.pk}/"

    refused = editor.post(add, {**form(obstacle, starts_at=typed), "action-publish": "1"})

    ((error,),) = [list(each) for each in refused.context["form"].errors.values()]
    assert (list(refused.context["form"].errors), error.startswith(message)) == (["starts_at"], True)
    assert shown(refused.content.decode())[0] == typed


def test_schedule_is_on_the_clock_of_the_account_and_says_so(client, meeting_of, obstacle):
    user = User.objects.create_superuser("ver@example.org")
    UserProfile.objects.create(user=user, current_time_zone=CURACAO)
    client.force_login(user)
    meeting = meeting_of()
    edit = f"/beheer/pages/{meeting.pk}/edit/"

    client.post(edit, {**form(obstacle, meeting), "go_live_at": "01-12-2029 10:00"})

    screen = client.get(edit).content.decode()
    draft = MeetingPage.objects.get(pk=meeting.pk).get_latest_revision_as_object()
    assert draft.go_live_at == datetime(2029, 12, 1, 10, 0, tzinfo=ZoneInfo(CURACAO))
    assert screen.count("Volgens de klok van je account: Curacao.") == 2
