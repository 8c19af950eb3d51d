"""The calendar file of a meeting (RFC 5545)."""

from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vRecur

from events.enums import AttendanceMode
from events.models import MeetingPage
from website.letters import cleaned

PRODUCT = "-//Regiobrug//Bijeenkomsten//NL"


def calendar_file(*, meeting: MeetingPage, url: str) -> bytes:
    """The meeting as a calendar file that every calendar reads at the same hour.

    ``url`` is the address of the page. The UID never changes: a file that is opened again replaces
    what an earlier one put in somebody's calendar.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "CANCEL" if meeting.cancelled else "PUBLISH")
    calendar.add_component(zone_rules(meeting.zone))
    calendar.add_component(_event(meeting, url))
    return calendar.to_ical()


def zone_rules(name: str) -> Timezone:
    """The two rules of Central European time, for the zone called ``name``.

    Written out instead of taken from ``add_missing_timezones``: that gives a long list of dates of
    which several calendars read only the first, which puts summer meetings an hour late.
    """
    zone = Timezone()
    zone.add("tzid", name)
    summer = TimezoneDaylight()
    summer.add("tzname", "CEST")
    summer.add("dtstart", datetime(1970, 3, 29, 2, 0, 0))
    summer.add("rrule", vRecur({"FREQ": "YEARLY", "BYMONTH": 3, "BYDAY": "-1SU"}))
    summer.add("tzoffsetfrom", timedelta(hours=1))
    summer.add("tzoffsetto", timedelta(hours=2))
    winter = TimezoneStandard()
    winter.add("tzname", "CET")
    winter.add("dtstart", datetime(1970, 10, 25, 3, 0, 0))
    winter.add("rrule", vRecur({"FREQ": "YEARLY", "BYMONTH": 10, "BYDAY": "-1SU"}))
    winter.add("tzoffsetfrom", timedelta(hours=2))
    winter.add("tzoffsetto", timedelta(hours=1))
    zone.add_component(summer)
    zone.add_component(winter)
    return zone


def _event(meeting: MeetingPage, url: str) -> Event:
    event = Event()
    title = cleaned(meeting.title, line_break=" ")
    event.add("uid", f"meeting-{meeting.pk}@regiobrug")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", (meeting.last_published_at or datetime.now(UTC)).astimezone(UTC))
    event.add("dtstart", meeting.when.starts)
    event.add("dtend", meeting.when.ends)
    event.add("summary", _("CANCELLED: %(title)s") % {"title": title} if meeting.cancelled else title)
    event.add("status", "CANCELLED" if meeting.cancelled else "CONFIRMED")
    event.add(
        "location",
        _("Online") if meeting.attendance_mode == AttendanceMode.ONLINE else cleaned(meeting.place),
    )
    event.add("description", _description(meeting, url))
    event.add("url", url)
    if meeting.sign_up_email:
        event.add("contact", meeting.sign_up_email)
    return event


def _description(meeting: MeetingPage, url: str) -> str:
    # Date, zone and place stand here as well: some calendars show the text only.
    when = f"{meeting.when}, {meeting.get_zone_display()}"
    parts = [
        meeting.summary,
        when,
        meeting.place,
        meeting.online_note,
        meeting.how_to_sign_up,
        meeting.sign_up_email,
        meeting.sign_up_url,
        url,
    ]
    return cleaned("\n\n".join(part for part in parts if part))
