"""Hooks into Wagtail: who may see a page or a file, and how the admin looks."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from accounts.policy import may_read
from accounts.viewer import viewer_of
from website.domain.files import may_download
from website.models import Attachment, ContentPage
from website.quick_actions import actions_for


@hooks.register("before_serve_page")
def refuse_page_the_viewer_may_not_read(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> None:
    """Answer 404 to who may not see a page, however the page was found."""
    if not isinstance(page, ContentPage) or not may_read(viewer_of(request), page):
        raise Http404


@hooks.register("before_serve_document")
def refuse_file_the_viewer_may_not_have(document: Attachment, request: HttpRequest) -> None:
    """Answer 404 to who may see no page that offers the file."""
    if not may_download(attachment=document, viewer=viewer_of(request)):
        raise Http404


@hooks.register("insert_global_admin_css")
def admin_colours() -> SafeString:
    """The admin in the colours of the site."""
    return format_html('<link rel="stylesheet" href="{}">', static("website/css/beheer.css"))


@hooks.register("construct_main_menu")
def leave_out_menu_entries_without_a_use(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Wagtail's help menu points to its own site in English; nothing on ours is behind it."""
    menu_items[:] = [item for item in menu_items if item.name != "help"]


class QuickActionsPanel(Component):
    """The first thing on the admin's first screen: what an editor comes for."""

    order = 50
    template_name = "wagtailadmin/quick_actions.html"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """The buttons that this user can use."""
        return {"actions": actions_for(self.request)}


@hooks.register("construct_homepage_panels")
def put_quick_actions_first(request: HttpRequest, panels: list[Component]) -> None:
    """Show the quick actions to who has any."""
    if actions_for(request):
        panels.insert(0, QuickActionsPanel(request))


@hooks.register("construct_page_chooser_queryset")
def search_the_fields_of_the_kind_asked_for(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """When a chooser asks for one kind of page, search that kind's own fields, not titles only.

    An obstacle is so found by its code and its everyday words as well.
    """
    match = request.resolver_match
    if match is None or match.url_name != "wagtailadmin_choose_page_search":
        return pages
    try:
        kind = apps.get_model(request.GET.get("page_type", ""))
    except (LookupError, ValueError):
        return pages
    return kind.objects.filter(pk__in=pages.values("pk")) if issubclass(kind, ContentPage) else pages
