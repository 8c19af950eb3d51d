"""A meeting of several days, or past midnight, says so wherever it stands, and is over when it ends."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from accounts.viewer import Viewer
from events.domain.calendar_file import calendar_file
from events.domain.queries import coming_by_month
from events.search_index import meeting_document, meeting_presentation
from search.port import YEAR

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to("2026-11-24T10:00:00Z", tick=False)


def at(month: int, day: int, hour: int = 10, *, year: int = 2027) -> datetime:
    return datetime(year, month, day, hour, 0, tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("starts", "ends", "when", "under_the_day"),
    [
        (at(3, 12), at(3, 12, 16), "vrijdag 12 maart 2027, 10.00 – 16.00", "mrt"),
        (at(3, 12, 20), at(3, 13, 0), "vrijdag 12 maart 2027, 20.00 – 24.00", "mrt"),
        (
            at(3, 12, 22),
            at(3, 13, 1),
            "12 t/m 13 maart 2027: vr 12 maart 22.00 – za 13 maart 01.00 uur",
            "t/m 13 mrt",
        ),
        (
            at(3, 12),
            at(3, 14, 16),
            "12 t/m 14 maart 2027: vr 12 maart 10.00 – zo 14 maart 16.00 uur",
            "t/m 14 mrt",
        ),
        (
            at(2, 27),
            at(3, 1, 0),
            "27 t/m 28 februari 2027: za 27 februari 10.00 – zo 28 februari 24.00 uur",
            "t/m 28 feb",
        ),
        (
            at(2, 28),
            at(3, 2, 16),
            "28 februari t/m 2 maart 2027: zo 28 februari 10.00 – di 2 maart 16.00 uur",
            "feb t/m 2 mrt",
        ),
        (
            at(12, 30),
            at(1, 2, 16, year=2028),
            "30 december 2027 t/m 2 januari 2028: do 30 december 10.00 – zo 2 januari 16.00 uur",
            "dec t/m 2 jan",
        ),
    ],
)
def test_days_and_hours_are_written_out(meeting_of, starts, ends, when: str, under_the_day: str):
    meeting = meeting_of(starts_at=starts, ends_at=ends)

    assert (str(meeting.when), meeting.when.under_the_day) == (when, under_the_day)


def test_every_place_shows_the_last_day_too(home, agenda, obstacle, meeting_of, client):
    meeting = meeting_of(starts_at=at(3, 12), ends_at=at(3, 14, 16))
    row = '<p class="rb-agenda__day"><b>12</b> t/m 14 mrt</p>'
    hours = "vr 12 maart 10.00 – zo 14 maart 16.00 uur"

    page, *rows = (client.get(url).content.decode() for url in (meeting.url, agenda.url, "/"))
    about = client.get(obstacle.url).content.decode()

    assert page.count(f"12 t/m 14 maart 2027<br>{hours}") == 1
    assert [html.count(row) for html in rows] == [1, 1]
    assert [hours in html for html in rows] == [True, True]
    assert "12 t/m 14 maart 2027" in about
    assert meeting_presentation(meeting).facts[0][1] == "12 t/m 14 mrt 2027"


def test_calendar_file_has_both_ends_and_says_them(meeting_of):
    meeting = meeting_of(starts_at=at(3, 12, 22), ends_at=at(3, 13, 1))

    (event,) = Calendar.from_ical(calendar_file(meeting=meeting, url="http://localhost/")).walk("VEVENT")

    assert [event[name].dt.replace(tzinfo=None) for name in ("dtstart", "dtend")] == [
        datetime(2027, 3, 12, 22, 0),
        datetime(2027, 3, 13, 1, 0),
    ]
    assert str(meeting.when) in event["description"]


@pytest.mark.parametrize(
    ("ends", "years"),
    [
        (at(12, 30, 16), ("2027",)),
        (at(1, 1, 0, year=2028), ("2027",)),
        (at(1, 2, year=2028), ("2027", "2028")),
    ],
)
def test_meeting_is_found_in_every_year_in_which_it_is(meeting_of, ends, years: tuple[str, ...]):
    meeting = meeting_of(starts_at=at(12, 30), ends_at=ends)

    assert meeting_document(meeting).facets[YEAR] == years


def test_meeting_that_goes_on_stands_in_the_month_of_now_until_its_end(meeting_of, time_machine):
    meeting = meeting_of(title="Loopt", starts_at=at(1, 30), ends_at=at(2, 2, 16))
    meeting_of(title="Later", starts_at=at(2, 4))
    months = []

    for now in (at(1, 31), at(2, 1), at(2, 2, 17)):
        time_machine.move_to(now, tick=False)
        found = coming_by_month(viewer=Viewer.public())
        months.append([(month["title"], [page.title for page in month["meetings"]]) for month in found])

    assert months == [
        [("Januari 2027", ["Loopt"]), ("Februari 2027", ["Later"])],
        [("Februari 2027", ["Loopt", "Later"])],
        [("Februari 2027", ["Later"])],
    ]
    assert meeting.is_past is True


def test_what_is_over_is_listed_by_its_end(agenda, meeting_of, client):
    meeting_of(title="Lang", starts_at=at(10, 1, year=2026), ends_at=at(10, 9, year=2026))
    meeting_of(title="Kort", starts_at=at(10, 5, year=2026), ends_at=at(10, 5, 12, year=2026))

    past = client.get(agenda.url).context["past"]

    assert [page.title for page in past] == ["Lang", "Kort"]


def test_past_meetings_about_an_obstacle_are_listed_by_their_end(home, obstacle, meeting_of, client):
    came = {"result": "Iets."}
    meeting_of(title="Lang", starts_at=at(10, 1, year=2026), ends_at=at(10, 9, year=2026), **came)
    meeting_of(title="Kort", starts_at=at(10, 5, year=2026), ends_at=at(10, 5, 12, year=2026), **came)

    html = client.get(obstacle.url).content.decode()

    assert html.index(">Lang</a>") < html.index(">Kort</a>")


def test_end_of_a_day_that_is_an_hour_shorter_is_on_the_clock(meeting_of):
    meeting = meeting_of(starts_at=at(3, 27, 22), ends_at=at(3, 28, 4))

    assert meeting.when.hours == "za 27 maart 22.00 – zo 28 maart 04.00 uur"
    assert meeting.ends_at - meeting.starts_at == timedelta(hours=5)
