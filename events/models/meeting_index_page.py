"""The public agenda of exchange meetings."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.viewer import viewer_of
from website.models import ContentPage


class MeetingIndexPage(ContentPage):
    """The list of meetings: coming ones by month, past ones below."""

    parent_page_types = ["website.HomePage"]
    subpage_types = ["events.MeetingPage"]
    max_count = 1
    template = "events/meeting_index_page.html"

    class Meta:
        verbose_name = _("agenda")
        verbose_name_plural = _("agendas")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        # Queries know the models, so they are imported when there is something to ask.
        from events.domain.queries.agenda import agenda_context

        context = super().get_context(request, *args, **kwargs)
        return context | agenda_context(page=self, viewer=viewer_of(request), parameters=request.GET)
