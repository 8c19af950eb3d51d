"""Deleting, moving and unpublishing pages in the admin: refused while one of them is locked."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.locks import BaseLock, BasicLock
from wagtail.models import Page


def refuse_while_locked(request: HttpRequest, pages: Sequence[Page]) -> HttpResponse | None:
    """Lead to the form of the first page among these, or below them, that somebody else locked: it shows the
    lock, and lets go of it who may. None when there is no such page."""
    of_others = Page.objects.filter(locked=True).exclude(locked_by=request.user).order_by("path")
    going = tuple(page.path for page in pages)
    locked = next((page for page in of_others if page.path.startswith(going)), None)
    return None if locked is None else lead_to_the_lock(request, locked, BasicLock(locked))


def lead_to_the_lock(request: HttpRequest, page: Page, lock: BaseLock) -> HttpResponse:
    """Lead to the form of the page, which shows the lock, and say why nothing was changed."""
    message = _("Nothing was changed. That can be done when the lock is gone.")
    messages.error(request, format_html("{} {}", lock.get_message(request.user) or "", message))
    return redirect("wagtailadmin_pages:edit", page.pk)
