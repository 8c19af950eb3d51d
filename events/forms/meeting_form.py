"""The editor's form of a meeting: much of it may wait until somebody publishes."""

from django.utils.translation import gettext_lazy as _

from casebook.page_forms import StoryPageForm


class MeetingPageForm(StoryPageForm):
    """Asks for place, link and sign-up when somebody publishes, and leaves a draft alone."""

    too_few = {"meeting_obstacles": _("Choose at least one obstacle that the meeting is about.")}
    needed = {
        "title": _("Write down the question that people meet about."),
        "starts_at": _("Choose when it begins."),
        "ends_at": _("Choose when it ends."),
        "for_whom": _("Write down for whom it is."),
        "organised_by": _("Write down who organises it."),
    }
