"""Approval in a workflow publishes past the form: what is not finished is refused before it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.models import Page

from website.domain.publish_checks import what_is_missing
from website.views.publish_refused import refuse_approval

VIEW = "wagtailadmin_pages:workflow_action"


class WorkflowGuardMiddleware:
    """Wagtail has no hook before an approval outside of the form, such as from the first screen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Refuse an approval of what lacks something, to who may edit it; others are Wagtail's to refuse."""
        match = request.resolver_match
        if request.method != "POST" or match is None or match.view_name != VIEW:
            return None
        page = Page.objects.filter(pk=kwargs["page_id"]).first()
        if kwargs["action_name"] != "approve" or page is None:
            return None
        if not page.permissions_for_user(request.user).can_edit():
            return None
        missing = what_is_missing(page=page)
        return refuse_approval(request, page, missing) if missing else None
