"""The agenda: what is coming, and what was."""

from django.utils.translation import gettext_lazy as _

from casebook.models.page_context import ReadsContext
from website.models import ContentPage


class MeetingIndexPage(ReadsContext, ContentPage):
    """The list of meetings: coming ones by month, past ones below."""

    parent_page_types = ["website.HomePage"]
    subpage_types = ["events.MeetingPage"]
    max_count = 1
    template = "events/meeting_index_page.html"
    context_reader = "events.domain.queries.agenda.agenda_context"

    class Meta:
        verbose_name = _("agenda")
        verbose_name_plural = _("agendas")
