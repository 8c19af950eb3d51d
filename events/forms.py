"""The editor's form of a meeting: much of it may wait until somebody publishes."""

from datetime import tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from events.enums import Zone
from website.forms.dates import MomentComparison
from website.forms.pages import StoryPageForm


class MeetingPageForm(StoryPageForm):
    """Asks for place, link and sign-up when somebody publishes, and leaves a draft alone.

    Times are read and shown on the clock of the meeting, whatever that of the account.
    """

    too_few = {"meeting_obstacles": _("Choose at least one obstacle that the meeting is about.")}
    required = {
        "title": _("Write down the question that people meet about."),
        "starts_at": _("Choose when it begins."),
        "ends_at": _("Choose when it ends."),
        "for_whom": _("Write down for whom it is."),
        "organised_by": _("Write down who organises it."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.data.get(self.add_prefix("zone"))
        zone = ZoneInfo(chosen if chosen in Zone.values else self.instance.zone)
        for name in {"starts_at", "ends_at"} & set(self.fields):
            self.fields[name].zone = zone
        if "sign_up_url" in self.fields:
            self.fields["sign_up_url"].error_messages["e_mail_address"] = _(
                "This is an e-mail address. Put it at the e-mail address to sign up."
            )


class MeetingTimeComparison(MomentComparison):
    """Two versions of a moment, each in the zone of that version."""

    def zone_of(self, page: Any) -> tzinfo:
        return ZoneInfo(page.zone)


class MeetingTimePanel(FieldPanel):
    def get_comparison_class(self) -> type[MeetingTimeComparison]:
        return MeetingTimeComparison
