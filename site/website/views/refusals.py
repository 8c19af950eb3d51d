"""Refusals of the admin: each says why, and links to where that can be changed."""

from collections.abc import Mapping, Sequence

from django.db.models import Model
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.locks import BaseLock, BasicLock, ScheduledForPublishLock
from wagtail.models import Page

from website.domain.uses import Use


def refuse_deletion(
    request: HttpRequest, uses: Mapping[Model, Sequence[Use]], free: Sequence[Model] = ()
) -> TemplateResponse:
    """List the uses of each thing, with links to where they can be changed.

    Those in `free` were to be deleted by the same action, and can be: the screen offers that.
    """
    finder = AdminURLFinder(request.user)
    groups = [
        {"thing": str(thing), "uses": [{"use": use, "url": finder.get_edit_url(use.user)} for use in found]}
        for thing, found in uses.items()
    ]
    # The address of the same action on these only.
    query = request.GET.copy()
    query.setlist("id", [str(thing.pk) for thing in free])
    context = {
        "groups": groups,
        "pages": any(isinstance(thing, Page) for thing in uses),
        "free": [str(thing) for thing in free],
        "url_of_free": f"{request.path}?{query.urlencode()}",
    }
    return TemplateResponse(request, "website/beheer/in_use.html", context, status=409)


def refuse_if_locked(request: HttpRequest, pages: Sequence[Page]) -> HttpResponse | None:
    """Redirect to the form of the first page among these, or below them, that somebody else locked; None when
    there is none. The form shows the lock, and who may can remove it there."""
    of_others = Page.objects.filter(locked=True).exclude(locked_by=request.user).order_by("path")
    going = tuple(page.path for page in pages)
    locked = next((page for page in of_others if page.path.startswith(going)), None)
    return None if locked is None else redirect_to_lock(request, locked, BasicLock(locked))


def redirect_to_lock(request: HttpRequest, page: Page, lock: BaseLock) -> HttpResponse:
    """Redirect to the form of the page, which shows the lock, and say why nothing was changed."""
    if isinstance(lock, ScheduledForPublishLock):
        why = _("A version of this page is planned for later. First cancel that.")
        messages.error(request, why)
    else:
        message = _("Nothing was changed. That can be done when the lock is gone.")
        messages.error(request, format_html("{} {}", lock.get_message(request.user) or "", message))
    return redirect("wagtailadmin_pages:edit", page.pk)


def refuse_publication(request: HttpRequest, missing: Mapping[Page, Sequence[str]]) -> TemplateResponse:
    """List what each page lacks, with a link to where that can be filled in."""
    finder = AdminURLFinder(request.user)
    pages = [
        {"title": page.get_admin_display_title(), "url": finder.get_edit_url(page), "missing": lacks}
        for page, lacks in missing.items()
    ]
    return TemplateResponse(request, "website/beheer/unfinished.html", {"pages": pages}, status=409)


def refuse_approval(request: HttpRequest, page: Page, missing: Sequence[str]) -> HttpResponse:
    """Redirect to the form of the page, with what it lacks; as JSON for a dialogue of the admin."""
    words = {"title": page.get_admin_display_title(), "missing": " ".join(missing)}
    messages.error(request, _("“%(title)s” is not finished yet. %(missing)s") % words)
    form = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return JsonResponse({"step": "success", "redirect": form})
    return redirect(form)
