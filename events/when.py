"""When a meeting is, in words: one day or several, on the clock of its own zone."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class When:
    """The start and the end, both on the clock of the meeting."""

    starts: datetime
    ends: datetime

    @property
    def last_day(self) -> date:
        """The day on which it ends; one that ends at midnight ends on the day before."""
        at_midnight = (self.ends.hour, self.ends.minute) == (0, 0) and self.ends > self.starts
        return (self.ends - timedelta(days=1) if at_midnight else self.ends).date()

    @property
    def is_of_one_day(self) -> bool:
        return self.starts.date() == self.last_day

    @property
    def days(self) -> str:
        """The day, or the first and the last: “vrijdag 12 maart 2027”, “12 t/m 14 maart 2027”."""
        return self._days("l j F Y")

    @property
    def short_days(self) -> str:
        """The same in few letters, for a row of facts: “14 jan 2027”."""
        return self._days("j M Y", month="M").lower()

    @property
    def plain_days(self) -> str:
        """The same without the day of the week: “14 januari 2027”."""
        return self._days("j F Y")

    @property
    def hours(self) -> str:
        """From when until when: “10.00 – 13.00”; over more days with their names, which are then needed."""
        last = self.last_day
        opens, closes = f"{self.starts:%H.%M}", "24.00" if last < self.ends.date() else f"{self.ends:%H.%M}"
        if self.is_of_one_day:
            return f"{opens} – {closes}"
        begin, end = (date_format(each, "D j F").lower() for each in (self.starts.date(), last))
        return _("%(begin)s – %(end)s hours") % {"begin": f"{begin} {opens}", "end": f"{end} {closes}"}

    @property
    def under_the_day(self) -> str:
        """What stands below the figure of the first day in a row: “mrt”, or “t/m 14 mrt”."""
        first, last = self.starts.date(), self.last_day
        month = date_format(first, "M").lower().rstrip(".")
        if first == last:
            return month
        end = date_format(last, "j M").lower().rstrip(".")
        same = (first.year, first.month) == (last.year, last.month)
        return _through("" if same else month, end).strip()

    def __str__(self) -> str:
        return f"{self.days}{', ' if self.is_of_one_day else ': '}{self.hours}"

    def _days(self, one: str, month: str = "F") -> str:
        """One day as the format `one` says, or the first and the last."""
        first, last = self.starts.date(), self.last_day
        if first == last:
            return date_format(first, one)
        begin = "j"
        if (first.year, first.month) != (last.year, last.month):
            begin = f"j {month}" if first.year == last.year else f"j {month} Y"
        return _through(date_format(first, begin), date_format(last, f"j {month} Y"))


def _through(first: str, last: str) -> str:
    return _("%(first)s through %(last)s") % {"first": first, "last": last}
