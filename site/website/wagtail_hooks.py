"""Hooks into Wagtail: who may read a page or file, what the admin refuses, and how it looks."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem, PublishMenuItem, UnpublishMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.account import AvatarSettingsPanel, NotificationsSettingsPanel
from wagtail.locks import ScheduledForPublishLock
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.rich_text.pages import PageLinkHandler

from accounts.policy import may_read
from accounts.viewer import Viewer, viewer_of
from website import checks  # noqa: F401 (the checks of the doctor are hooks as well)
from website.dashboard_actions import actions_for
from website.domain.files import may_download
from website.domain.publish_checks import what_is_missing
from website.models import Attachment, ContentPage
from website.views.files_in_use import DELETE_ADDRESSES, DeleteAttachments, DeletePictures
from website.views.pages import BULK_ACTIONS, AnyPageViews
from website.views.refusals import refuse_if_locked, refuse_publication

for panel in (AvatarSettingsPanel, NotificationsSettingsPanel):
    # The avatar is public without the limits of pictures (700 KB of PNG took 1.7 GB), and no mail is sent.
    panel.is_active = lambda panel: False


@hooks.register("before_serve_page")
def guard_page(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> None:
    """Answer 404 to viewers who may not read the page, however it was found."""
    if not isinstance(page, ContentPage) or not may_read(viewer_of(request), page):
        raise Http404


@hooks.register("before_serve_document")
def guard_document(document: Attachment, request: HttpRequest) -> None:
    """Answer 404 to viewers who may read no page that offers the file."""
    if not may_download(attachment=document, viewer=viewer_of(request)):
        raise Http404


@hooks.register("register_admin_urls", order=-1)
def use_guarded_delete_views() -> list[Any]:
    """Precede Wagtail's views at these addresses, which delete what a story shows and refuse silently."""
    return DELETE_ADDRESSES


for action in (DeleteAttachments, DeletePictures, *BULK_ACTIONS):
    # Registered after Wagtail's own, so in their place.
    hooks.register("register_bulk_action", action, order=10)


@hooks.register("insert_global_admin_css")
def admin_colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("website/css/beheer.css"))


@hooks.register("insert_global_admin_js")
def admin_script() -> SafeString:
    """The script of the admin, with the translations of the editor for tables."""
    translations = {
        "ContextMenu:items.insertRowAbove": _("Row above"),
        "ContextMenu:items.insertRowBelow": _("Row below"),
        "ContextMenu:items.insertColumnOnTheLeft": _("Column to the left"),
        "ContextMenu:items.insertColumnOnTheRight": _("Column to the right"),
        "ContextMenu:items.removeRow": _("Remove row"),
        "ContextMenu:items.removeColumn": _("Remove column"),
        "ContextMenu:items.undo": _("Undo"),
        "ContextMenu:items.redo": _("Redo"),
    }
    words = json_script(translations, "rb-grid-words")
    return format_html('{}<script src="{}"></script>', words, static("website/js/beheer.js"))


@hooks.register("register_admin_viewset")
def register_page_views() -> AnyPageViews:
    return AnyPageViews("website_pages")


@hooks.register("construct_page_action_menu")
def choose_first_action(
    menu_items: list[ActionMenuItem], request: HttpRequest, context: Mapping[str, Any]
) -> None:
    """Saving comes first where somebody reads along, and publishing where nobody does."""
    page = context.get("page")
    here = page if page is not None and page.pk else context.get("parent_page")
    if here is not None and not here.has_workflow:
        menu_items.sort(key=lambda item: not isinstance(item, PublishMenuItem))
    # Wagtail leaves it out for a page of which a version waits for its moment, without a word.
    if page is None or not page.live or not isinstance(page.get_lock(), ScheduledForPublishLock):
        return
    if page.permissions_for_user(request.user).can_publish():
        menu_items.append(UnpublishMenuItem())


@hooks.register("construct_main_menu")
def remove_help_from_menu(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Wagtail's help menu points to its own site in English."""
    menu_items[:] = [item for item in menu_items if item.name != "help"]


class QuickActionsPanel(Component):
    order = 50
    template_name = "wagtailadmin/quick_actions.html"

    def __init__(self, actions: list[dict[str, Any]]) -> None:
        self.actions = actions

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"actions": self.actions}


@hooks.register("construct_homepage_panels")
def show_quick_actions(request: HttpRequest, panels: list[Component]) -> None:
    if actions := actions_for(request):
        panels.insert(0, QuickActionsPanel(actions))


@hooks.register("construct_page_chooser_queryset")
def search_fields_of_chosen_kind(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
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


class VisiblePageLinkHandler(PageLinkHandler):
    """Links in texts to public pages only: a link to a draft would tell its address, and lead nowhere."""

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, Any]]) -> list[Model | None]:
        """The public pages in the order asked for, in one query for a whole text."""
        wanted = [str(attrs.get("id")) for attrs in attrs_list]
        # Ids have fewer than 19 digits, and none is 0.
        ids = [int(pk) if pk.isdecimal() and len(pk) < 19 else 0 for pk in wanted]
        known = ContentPage.objects.visible_to(Viewer.public()).in_bulk(ids)
        return [known.get(pk) for pk in ids]


@hooks.register("register_rich_text_features", order=10)
def link_to_visible_pages_only(features: FeatureRegistry) -> None:
    """Replace Wagtail's handler, which gives the address of any page."""
    features.register_link_type(VisiblePageLinkHandler)


@hooks.register("before_delete_page")
@hooks.register("before_unpublish_page")
def keep_only_page_of_its_kind(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The site cannot do without its home page or one of its lists."""
    return _refuse_one_of_a_kind(request, [page])


@hooks.register("before_delete_page")
@hooks.register("before_move_page")
def keep_locked_pages(request: HttpRequest, page: Page, *_to: Page) -> HttpResponse | None:
    """A lock keeps others from changing a page; Wagtail lets them delete and move it all the same."""
    return refuse_if_locked(request, [page])


@hooks.register("before_bulk_action")
def guard_bulk_actions(
    request: HttpRequest, action_type: str, objects: Sequence[Any], action: Any
) -> HttpResponse | None:
    """The same for many at once. Publishing many passes by the forms that check them, so all are refused when
    one lacks something."""
    pages = [page for page in objects if isinstance(page, Page)]
    if action_type in {"delete", "unpublish"} and (refusal := _refuse_one_of_a_kind(request, pages)):
        return refusal
    if action_type in {"delete", "move"}:
        return refuse_if_locked(request, pages)
    if action_type == "publish" and pages:
        return _refuse_unfinished(request, pages, action)
    return None


def _refuse_unfinished(request: HttpRequest, pages: list[Page], action: Any) -> HttpResponse | None:
    if action.cleaned_form.cleaned_data["include_descendants"]:
        pages += [
            draft
            for page in pages
            for draft in page.get_descendants().filter(live=False).specific()
            if draft.permissions_for_user(request.user).can_publish()
        ]
    missing = {page: lacks for page in pages if (lacks := what_is_missing(page=page))}
    return refuse_publication(request, missing) if missing else None


def _refuse_one_of_a_kind(request: HttpRequest, pages: Iterable[Page]) -> HttpResponse | None:
    kinds = (page.specific_class for page in pages)
    if not any(kind is not None and kind.max_count == 1 for kind in kinds):
        return None
    messages.error(request, _("There is one of this page, and the site cannot do without it."))
    return redirect("wagtailadmin_home")
