"""The calendar file of a meeting, for whoever may read its page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.viewer import viewer_of
from events.models import MeetingPage


@require_safe
def meeting_ics(request: HttpRequest, page_id: str) -> HttpResponse:
    # Its library would be a thirtieth of every start of every command.
    from events.domain.calendar_file import calendar_file

    meeting = get_object_or_404(MeetingPage.objects.visible_to(viewer_of(request)), pk=int(page_id))
    response = HttpResponse(
        calendar_file(meeting=meeting, url=meeting.get_full_url(request)),
        content_type="text/calendar; charset=utf-8",
    )
    response["Content-Disposition"] = f'attachment; filename="{meeting.slug}.ics"'
    return response
