"""What meetings add to the admin: the button to announce one."""

from django.utils.translation import gettext_lazy as _

from events.models import MeetingIndexPage, MeetingPage
from website.dashboard_actions import register_new_page

register_new_page(
    model=MeetingPage, below=MeetingIndexPage, label=_("Announce a meeting"), icon="calendar-alt", order=50
)
