"""Deleting and moving pages in the admin: refused while somebody else has one of them locked."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.locks import BasicLock
from wagtail.models import Page


def refuse_while_locked(request: HttpRequest, pages: Sequence[Page]) -> HttpResponse | None:
    """Lead to the form of the first page among these, or below them, that somebody else locked: it shows the
    lock, and lets go of it who may. None when there is no such page."""
    of_others = Page.objects.filter(locked=True).exclude(locked_by=request.user).order_by("path")
    going = tuple(page.path for page in pages)
    locked = next((page for page in of_others if page.path.startswith(going)), None)
    if locked is None:
        return None
    message = _("Nothing was changed. That can be done when the lock is gone.")
    messages.error(request, format_html("{} {}", BasicLock(locked).get_message(request.user), message))
    return redirect("wagtailadmin_pages:edit", locked.pk)
