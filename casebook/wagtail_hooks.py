"""Hooks into Wagtail: the casebook in the menu, and no deletion of what is in use."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from casebook.domain.queries.uses import uses_below
from casebook.models import (
    LessonIndexPage,
    LessonPage,
    Municipality,
    Organisation,
    Partnership,
    Perspective,
    PortraitIndexPage,
    PortraitPage,
    Region,
    Sighting,
    ToolIndexPage,
    ToolPage,
)
from casebook.reports import NAME, ReviewPanel, ReviewReport
from casebook.viewsets.pages import PAGE_VIEWSETS
from casebook.viewsets.snippets import CasebookGroup, ChangeOnlyPolicy
from website.dashboard_actions import QuickAction, register, register_new_page
from website.domain.uses import uses_among
from website.views.refusals import refuse_deletion

for fixed in (Municipality, Perspective):
    register_permission_policy(fixed, ChangeOnlyPolicy(fixed))
register_snippet(CasebookGroup)


@hooks.register("register_admin_viewset")
def register_page_lists() -> list[Any]:
    return [viewset() for viewset in PAGE_VIEWSETS]


@hooks.register("before_delete_snippet")
def refuse_to_delete_used_snippets(request: HttpRequest, instances: Sequence[Model]) -> HttpResponse | None:
    """Refuse, one or many at once, when something is built on any of them."""
    uses = uses_among(instances)
    return refuse_deletion(request, uses) if uses else None


@hooks.register("before_delete_page")
def refuse_to_delete_used_pages(request: HttpRequest, *pages: Page) -> HttpResponse | None:
    uses = {thing: found for page in pages for thing, found in uses_below(page).items()}
    return refuse_deletion(request, uses) if uses else None


@hooks.register("before_bulk_action")
def refuse_to_delete_many(
    request: HttpRequest, action_type: str, objects: Sequence[Any], action: Any
) -> HttpResponse | None:
    pages = [each for each in objects if isinstance(each, Page)]
    return refuse_to_delete_used_pages(request, *pages) if action_type == "delete" else None


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def tell_which_municipalities_have_no_shape(request: HttpRequest, instance: Model) -> None:
    """Say after saving a region which codes count, but are not on the map."""
    if isinstance(instance, Region) and instance.missing_codes:
        text = _("Not on the map, as there is no shape for: %(codes)s. They do count in lists.")
        messages.warning(request, text % {"codes": ", ".join(instance.missing_codes)})


@hooks.register("register_admin_urls")
def register_review_report() -> list[Any]:
    address = "reports/review/"
    return [
        path(address, ReviewReport.as_view(), name=NAME),
        path(f"{address}results/", ReviewReport.as_view(results_only=True), name=f"{NAME}_results"),
    ]


@hooks.register("register_reports_menu_item")
def offer_review_report() -> MenuItem:
    return MenuItem(gettext_lazy("Check again"), reverse(NAME), icon_name="calendar-check", order=100)


@hooks.register("construct_homepage_panels")
def tell_what_to_check_again(request: HttpRequest, panels: list[Component]) -> None:
    panels.insert(0, ReviewPanel(request))


register_new_page(
    model=LessonPage, below=LessonIndexPage, label=gettext_lazy("Write a lesson"), icon="doc-full", order=10
)
register_new_page(
    model=PortraitPage,
    below=PortraitIndexPage,
    label=gettext_lazy("Write a portrait"),
    icon="openquote",
    order=20,
)
register_new_page(
    model=ToolPage, below=ToolIndexPage, label=gettext_lazy("Add a tool"), icon="clipboard-list", order=30
)


def url_to_add(model: type[Model], request: HttpRequest) -> str | None:
    """Give where a new one is made, for who may."""
    viewset = model.snippet_viewset  # type: ignore[attr-defined]
    if not viewset.permission_policy.user_has_permission(request.user, "add"):
        return None
    return reverse(viewset.get_url_name("add"))


# In the order in which one needs the other: organisations and a region, the partnership, what it met.
QUICK_ACTIONS: list[tuple[type[Model], Any, str]] = [
    (Organisation, gettext_lazy("New organisation"), "group"),
    (Region, gettext_lazy("New region"), "crosshairs"),
    (Partnership, gettext_lazy("New partnership"), "link"),
    (Sighting, gettext_lazy("New “we too”"), "pick"),
]
for order, (model, label, icon) in enumerate(QUICK_ACTIONS, start=60):
    register(QuickAction(label=label, icon=icon, url_for=partial(url_to_add, model), order=order))
