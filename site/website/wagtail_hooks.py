"""Hooks into Wagtail: who may see a page or a file, and how the admin looks."""

from typing import Any

from django.http import Http404, HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from accounts.policy import may_read
from accounts.viewer import viewer_of
from website.domain.files import may_download
from website.models import Attachment, ContentPage


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
