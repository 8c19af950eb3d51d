"""When a meeting is, in words: one day or several, on the clock of its own zone."""

from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

MIDNIGHT = (0, 0)


def last_day(starts: datetime, ends: datetime) -> date:
    """The day on which it ends; one that ends at midnight ends on the day before."""
    at_midnight = (ends.hour, ends.minute) == MIDNIGHT and ends > starts
    return (ends - timedelta(days=1) if at_midnight else ends).date()


def days_in_words(starts: datetime, ends: datetime, *, one: str = "l j F Y", month: str = "F") -> str:
    """The day, written as the format ``one`` says, or the first and the last: “12 t/m 14 maart 2027”."""
    first, last = starts.date(), last_day(starts, ends)
    if first == last:
        return date_format(first, one)
    begin = "j"
    if (first.year, first.month) != (last.year, last.month):
        begin = f"j {month}" if first.year == last.year else f"j {month} Y"
    return _through(date_format(first, begin), date_format(last, f"j {month} Y"))


def hours_in_words(starts: datetime, ends: datetime) -> str:
    """From when until when: “10.00 – 13.00”; over more days with their names, which are then needed."""
    first, last = starts.date(), last_day(starts, ends)
    opens, closes = f"{starts:%H.%M}", "24.00" if last < ends.date() else f"{ends:%H.%M}"
    if first == last:
        return f"{opens} – {closes}"
    begin, end = (date_format(each, "D j F").lower() for each in (first, last))
    return _("%(begin)s – %(end)s hours") % {"begin": f"{begin} {opens}", "end": f"{end} {closes}"}


def under_the_day(starts: datetime, ends: datetime) -> str:
    """What stands below the figure of the first day in a row: “mrt”, or “t/m 14 mrt”."""
    first, last = starts.date(), last_day(starts, ends)
    month = date_format(first, "M").lower().rstrip(".")
    if first == last:
        return month
    end = date_format(last, "j M").lower().rstrip(".")
    same = (first.year, first.month) == (last.year, last.month)
    return _through("" if same else month, end).strip()


def _through(first: str, last: str) -> str:
    return _("%(first)s through %(last)s") % {"first": first, "last": last}
