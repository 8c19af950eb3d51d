"""The admin's views of pages, with the locks and refusals that Wagtail's own lack."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.admin.views.pages.bulk_actions import (
    DeleteBulkAction,
    MoveBulkAction,
    PublishBulkAction,
    UnpublishBulkAction,
)
from wagtail.admin.views.pages.copy import CopyView
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.delete import DeleteView
from wagtail.admin.views.pages.move import MoveChooseDestinationView, MoveConfirmView
from wagtail.admin.views.pages.ordering import SetPagePositionView
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from website.domain.publish_checks import what_is_missing
from website.models import ContentPage
from website.models.page_locks import lock_page, lock_page_tree, lock_versions
from website.views.refusals import redirect_to_lock, refuse_approval, refuse_if_locked


class LockPageTree:
    """For views that add, move or delete pages: one at a time, and all or nothing.

    The pages are read after the tree was locked. What follows from a move, such as the redirect from the old
    address, is in its transaction: who dies between the two leaves neither.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lock the tree before anything is changed; showing the form locks nothing."""
        if request.method != "POST":
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        with transaction.atomic():
            lock_page_tree()
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


def with_tree_locked(*views: type) -> Any:
    """The last of these views, in which the others come first, with the tree locked."""
    return type(views[-1].__name__, (LockPageTree, *views), {})


class NewPage(CreateView):
    """Asks for a new page. It is not there before it is saved: who looks around leaves nothing behind."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "autosave_enabled": False}


class UnpublishPage(UnpublishView):
    object: Page

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Name the lock that is in the way; Wagtail would say that the editor lacks the permission."""
        lock = self.object.get_lock()
        if lock is not None and lock.for_user(request.user):
            return redirect_to_lock(request, self.object, lock)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refusal = self.run_hook("before_unpublish_page", request, self.object)
        return refusal or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Unpublish the page as it is by now, so that nothing published meanwhile is overwritten."""
        with transaction.atomic():
            lock_versions([self.object.pk])
            lock_page(self.object)
            self.object = self.get_object()
            self.objects_to_unpublish = self.get_objects_to_unpublish()
            return super().post(request, *args, **kwargs)


class RefuseBeforeConfirmation:
    """For actions on many pages: the refusals come before the screen that asks to confirm."""

    action_type: str

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        pages, _rest = self.get_actionable_objects()  # type: ignore[attr-defined]
        for hook in hooks.get_hooks("before_bulk_action"):
            refusal = hook(request, self.action_type, pages, self)
            if refusal is not None:
                return refusal
        return super().get(request, *args, **kwargs)  # type: ignore[misc]


class ChooseDestination(MoveChooseDestinationView):
    """Asks where a page is to be moved to, unless somebody else locked it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return refuse_if_locked(request, [self.page_to_move]) or super().dispatch(request, *args, **kwargs)


class UnpublishPages(RefuseBeforeConfirmation, UnpublishBulkAction):
    @classmethod
    def execute_action(cls, objects: Sequence[Page], **kwargs: Any) -> tuple[int, int]:
        """Called in a transaction; reads the pages anew: nothing published meanwhile is overwritten."""
        ids = [page.pk for page in objects]
        lock_versions(ids)
        rows = Page.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
        now = {page.pk: page for page in rows}
        counted: tuple[int, int] = super().execute_action([now[pk] for pk in ids if pk in now], **kwargs)
        return counted


class ActInWorkflow(WorkflowActionView):
    """Approves a draft or sends it back; an approval publishes past the form, which would refuse."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        missing = what_is_missing(page=self.object) if self.action_name == "approve" else []
        if missing:
            return refuse_approval(request, self.object, missing)
        return super().post(request, *args, **kwargs)


BULK_ACTIONS = (
    with_tree_locked(RefuseBeforeConfirmation, DeleteBulkAction),
    with_tree_locked(RefuseBeforeConfirmation, MoveBulkAction),
    # Some of the pages may get another address.
    with_tree_locked(PublishBulkAction),
    UnpublishPages,
)


class PageViews(PageViewSet):
    """The views of a kind of page; rooms derive from this to add lists."""

    add_view_class = with_tree_locked(NewPage)
    copy_view_class = with_tree_locked(CopyView)
    delete_view_class = with_tree_locked(DeleteView)
    move_view_class = ChooseDestination
    move_confirm_view_class = with_tree_locked(MoveConfirmView)
    set_page_position_view_class = with_tree_locked(SetPagePositionView)
    unpublish_view_class = UnpublishPage
    workflow_action_view_class = ActInWorkflow


class AnyPageViews(PageViews):
    """The views of all kinds of page without a viewset of their own; lists stay Wagtail's."""

    model = ContentPage
    parent_models: list[type[ContentPage]] = []
