"""The calendar file: the same hour in summer and winter, one entry however often it is opened."""

import unicodedata
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from events.domain.calendar_file import calendar_file

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
URL = "http://localhost/bijeenkomsten/wie-is-de-eigenaar/"

pytestmark = pytest.mark.django_db


def read(meeting) -> Calendar:
    return Calendar.from_ical(calendar_file(meeting=meeting, url=URL))


def onset(rule, year: int) -> datetime:
    """When a yearly rule of the zone begins in ``year``, on the clock before it."""
    from dateutil.rrule import rrulestr

    text = rule["rrule"].to_ical().decode()
    return rrulestr(text, dtstart=rule["dtstart"].dt).after(datetime(year, 1, 1))


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        (datetime(2027, 4, 1, 10, 0), datetime(2027, 4, 1, 8, 0)),
        (datetime(2027, 1, 14, 10, 0), datetime(2027, 1, 14, 9, 0)),
        (datetime(2027, 3, 28, 12, 0), datetime(2027, 3, 28, 10, 0)),
        (datetime(2027, 10, 31, 12, 0), datetime(2027, 10, 31, 11, 0)),
    ],
)
def test_meeting_by_the_rules_in_the_file_alone_is_at_the_right_moment(meeting_of, local, utc):
    meeting = meeting_of(starts_at=local.replace(tzinfo=AMSTERDAM))

    calendar = read(meeting)

    event = calendar.walk("VEVENT")[0]
    zone = calendar.walk("VTIMEZONE")[0]
    summer, winter = zone.walk("DAYLIGHT")[0], zone.walk("STANDARD")[0]
    naive = event["dtstart"].dt.replace(tzinfo=None)
    begins, ends = onset(summer, naive.year), onset(winter, naive.year)
    rule = summer if begins <= naive < ends else winter
    assert naive - rule["tzoffsetto"].td == utc
    assert event["dtstart"].params["TZID"] == zone["tzid"] == "Europe/Amsterdam"
    assert event["dtstart"].dt.astimezone(UTC).replace(tzinfo=None) == utc


def test_zone_rules_are_two_yearly_rules_and_no_list_of_dates(meeting_of):
    text = calendar_file(meeting=meeting_of(), url=URL).decode()

    assert text.count("RRULE:FREQ=YEARLY") == 2
    assert "RDATE" not in text
    assert (text.count("BEGIN:STANDARD"), text.count("BEGIN:DAYLIGHT")) == (1, 1)


def test_meeting_that_moves_keeps_its_uid_and_raises_its_sequence(meeting_of):
    meeting = meeting_of()
    before = read(meeting).walk("VEVENT")[0]

    meeting.starts_at = meeting.starts_at.replace(hour=9)
    meeting.save_revision().publish()
    meeting.refresh_from_db()

    after = read(meeting).walk("VEVENT")[0]
    assert after["uid"] == before["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 1)


def test_meeting_whose_text_changes_keeps_its_sequence(meeting_of):
    meeting = meeting_of()

    meeting.for_whom = "Directeuren"
    meeting.save_revision().publish()
    meeting.refresh_from_db()

    assert meeting.sequence == 0


def test_cancelled_meeting_says_so_in_method_status_and_title(meeting_of):
    calendar = read(meeting_of(cancelled=True))

    event = calendar.walk("VEVENT")[0]
    assert (calendar["method"], event["status"]) == ("CANCEL", "CANCELLED")
    assert event["summary"].startswith("GEANNULEERD")


def test_title_with_line_breaks_cannot_add_a_property(meeting_of):
    meeting = meeting_of(title="Avond\r\nATTENDEE:mailto:x@example.org")

    event = read(meeting).walk("VEVENT")[0]

    assert "attendee" not in event


def test_file_of_a_meeting_that_is_not_public_is_not_there(meeting_of, client):
    meeting = meeting_of()
    address = f"/agenda/{meeting.pk}.ics"
    public = client.get(address)
    meeting.unpublish()

    hidden = client.get(address)

    assert (public.status_code, public["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert hidden.status_code == 404


def test_letters_that_no_calendar_may_hold_stay_out_of_the_file(meeting_of):
    meeting = meeting_of()
    # As a row that was written before texts were cleaned.
    meeting.title, meeting.place = "Wie is\x0bde\x02 eigen\u00adaar?", "Plein\x08 1"
    meeting.summary = meeting.how_to_sign_up = "Mail\x1b je\u2028naam."

    text = calendar_file(meeting=meeting, url=URL).decode()

    event = Calendar.from_ical(text).walk("VEVENT")[0]
    assert (event["summary"], event["location"]) == ("Wie is de eigenaar?", "Plein 1")
    assert {char for char in text if unicodedata.category(char) in {"Cc", "Cf"}} == {"\r", "\n"}
