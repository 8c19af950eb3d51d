"""The times of a meeting where an editor compares two versions: on the clock of the meeting."""

from datetime import tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from wagtail.admin.panels import FieldPanel

from website.forms.dates import MomentComparison


class MeetingTimeComparison(MomentComparison):
    """Two versions of a moment, each in the zone of that version."""

    def zone_of(self, page: Any) -> tzinfo:
        return ZoneInfo(page.zone)


class MeetingTimePanel(FieldPanel):
    """The field of a moment on the clock of the meeting."""

    def get_comparison_class(self) -> type[MeetingTimeComparison]:
        return MeetingTimeComparison
