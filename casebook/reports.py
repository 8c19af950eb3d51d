"""The report of pages to be checked again, and the line about it on the first screen of the admin."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.admin.views.reports import PageReportView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from casebook.domain.queries.reviews import due_for_review

NAME = "review_report"


def pages_of(user: Any) -> QuerySet[Page]:
    """What this editor can do something about."""
    policy = policy_registry.get_by_type(Page)
    return due_for_review(pages=policy.instances_user_has_permission_for(user, "change"))


class ReviewReport(PageReportView):
    page_title = _("Check again")
    header_icon = "calendar-check"
    index_url_name = NAME
    index_results_url_name = f"{NAME}_results"
    results_template_name = "casebook/beheer/review_report.html"
    any_permission_required = ["add", "change", "publish"]
    list_export = ["title", "review_due"]
    export_headings = {"title": _("Title"), "review_due": _("Check again before")}

    def get_queryset(self) -> QuerySet[Page]:
        self.queryset = pages_of(self.request.user).select_related("content_type")
        return super().get_queryset()

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(*args, **kwargs), "today": timezone.localdate()}


class ReviewPanel(Component):
    """How many pages wait; nothing when none does."""

    order = 60
    template_name = "casebook/beheer/review_panel.html"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"count": pages_of(self.request.user).count(), "url": reverse(NAME)}
