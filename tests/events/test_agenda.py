"""The agenda: what is coming by month, what was, and what hangs on other pages."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from accounts.models import User
from events.enums import AttendanceMode, Zone
from events.models import MeetingObstacle, MeetingPage
from tests.casebook import factories

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = "2026-11-24T10:00:00Z"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


def at(month: int, day: int, year: int = 2027) -> datetime:
    return datetime(year, month, day, 13, 0, tzinfo=AMSTERDAM)


def test_agenda_lists_what_comes_by_month_and_what_was_newest_first(agenda, meeting_of, client):
    meeting_of(title="Februari", starts_at=at(2, 4))
    meeting_of(title="Januari laat", starts_at=at(1, 20))
    meeting_of(title="Januari vroeg", starts_at=at(1, 10))
    meeting_of(title="Lang geleden", starts_at=at(3, 1, 2026))
    meeting_of(title="Pas geleden", starts_at=at(10, 1, 2026))

    context = client.get(agenda.url).context

    assert [(month["title"], [page.title for page in month["meetings"]]) for month in context["months"]] == [
        ("Januari 2027", ["Januari vroeg", "Januari laat"]),
        ("Februari 2027", ["Februari"]),
    ]
    assert [page.title for page in context["past"]] == ["Pas geleden", "Lang geleden"]


def test_agenda_without_meetings_says_so_and_shows_a_way_on(agenda, client):
    html = client.get(agenda.url).content.decode()

    assert "Er is nu geen bijeenkomst gepland." in html


@pytest.mark.parametrize("number", ["0", "99", "x", "-1", "1e9", "\x00"])
def test_agenda_page_out_of_range_is_the_first_and_says_so(agenda, meeting_of, client, number):
    meeting_of(title="Geweest", starts_at=at(10, 1, 2026))

    context = client.get(agenda.url, {"pagina": number}).context

    assert [page.title for page in context["past"]] == ["Geweest"]
    assert context["notices"] == ["Die pagina bestaat niet. Dit is de eerste."]


@pytest.mark.parametrize("count", [1, 3])
def test_agenda_takes_the_same_queries_whatever_the_number_of_meetings(
    agenda, meeting_of, client, count, django_assert_num_queries
):
    for number in range(count):
        meeting_of(title=f"Bijeenkomst {number}", starts_at=at(1, 10 + number))
        meeting_of(title=f"Geweest {number}", starts_at=at(10, 1 + number, 2026))
    client.get(agenda.url)

    with django_assert_num_queries(6):
        client.get(agenda.url)


def test_page_of_a_meeting_says_when_and_how_and_offers_the_calendar_file(meeting_of, client):
    meeting = meeting_of(starts_at=at(1, 14))

    html = client.get(meeting.url).content.decode()

    assert "donderdag 14 januari 2027" in html
    assert "13.00 – 15.30" in html
    assert "In een zaal" in html
    assert f"/agenda/{meeting.pk}.ics" in html


def test_page_of_a_meeting_that_is_over_says_so_and_points_to_what_came_of_it(meeting_of, client):
    meeting = meeting_of(starts_at=at(10, 1, 2026), result="Twee verbanden delen nu een begeleider.")

    html = client.get(meeting.url).content.decode()

    assert "Deze bijeenkomst is geweest." in html
    assert "Twee verbanden delen nu een begeleider." in html
    assert "Zet in mijn agenda" not in html


def test_page_of_a_cancelled_meeting_says_so_and_takes_no_sign_ups(meeting_of, client):
    meeting = meeting_of(cancelled=True)

    html = client.get(meeting.url).content.decode()

    assert "Deze bijeenkomst gaat niet door." in html
    assert "Aanmelden" not in html


def test_coming_meeting_stands_on_the_home_page_and_on_its_obstacle(home, agenda, meeting_of, client):
    factories.casebook()
    obstacle = factories.obstacle()
    meeting = meeting_of()
    MeetingObstacle.objects.create(page=meeting, obstacle=obstacle)

    assert meeting.title in client.get("/").content.decode()
    assert meeting.title in client.get(obstacle.url).content.decode()


def test_withdrawn_meeting_stands_nowhere(home, agenda, meeting_of, client):
    factories.casebook()
    obstacle = factories.obstacle()
    meeting = meeting_of()
    MeetingObstacle.objects.create(page=meeting, obstacle=obstacle)
    MeetingPage.objects.get(pk=meeting.pk).unpublish()

    pages = [client.get(url).content.decode() for url in ("/", obstacle.url, agenda.url)]

    assert [meeting.title in html for html in pages] == [False, False, False]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"ends_at": at(1, 14) - timedelta(hours=1)}, "ends_at"),
        ({"place": ""}, "place"),
        ({"attendance_mode": AttendanceMode.ONLINE, "place": "", "online_note": ""}, "online_note"),
        ({"how_to_sign_up": "", "sign_up_url": ""}, "how_to_sign_up"),
    ],
)
def test_meeting_that_does_not_fit_is_refused_at_the_field(meeting_of, fields, wrong):
    meeting = meeting_of(starts_at=at(1, 14))
    for name, value in fields.items():
        setattr(meeting, name, value)

    with pytest.raises(ValidationError) as refused:
        meeting.full_clean()

    assert list(refused.value.message_dict) == [wrong]


def test_meeting_about_no_obstacle_is_not_published(meeting_of):
    page = meeting_of()
    page.unpublish()
    page.meeting_obstacles = []
    revision = page.save_revision()

    with pytest.raises(ValidationError) as refused:
        revision.publish()

    assert list(refused.value.message_dict) == ["meeting_obstacles"]


def test_half_a_meeting_can_be_saved_and_previewed_but_not_published(agenda, client):
    client.force_login(User.objects.create_superuser("beheer@example.org"))
    rows = {
        name: inline_formset([]) for name in ("meeting_obstacles", "meeting_partnerships", "meeting_lessons")
    }
    half = {
        "title": "Ooit",
        "slug": "ooit",
        "zone": Zone.AMSTERDAM,
        "attendance_mode": AttendanceMode.PLACE,
        "organised_by": "SBB",
    }
    data = nested_form_data({**half, **rows, "body": streamfield([])})
    address = f"/beheer/pages/add/events/meetingpage/{agenda.pk}/"

    refused = client.post(address, {**data, "action-publish": "1"})
    saved = client.post(address, data)

    page = MeetingPage.objects.get(title="Ooit")
    assert {"starts_at", "place", "how_to_sign_up"} <= set(refused.context["form"].errors)
    assert (saved.status_code, page.live) == (302, False)
    assert client.get(f"/beheer/pages/{page.pk}/view_draft/").status_code == 200
