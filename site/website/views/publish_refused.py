"""The screen that refuses to publish what is not finished, and lists what is missing."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page


def refuse_publication(request: HttpRequest, missing: Mapping[Page, Sequence[str]]) -> TemplateResponse:
    """Say of each page what it lacks, with a link to where that can be filled in."""
    finder = AdminURLFinder(request.user)
    pages = [
        {"title": page.get_admin_display_title(), "url": finder.get_edit_url(page), "missing": lacks}
        for page, lacks in missing.items()
    ]
    return TemplateResponse(request, "website/beheer/unfinished.html", {"pages": pages}, status=409)


def refuse_approval(request: HttpRequest, page: Page, missing: Sequence[str]) -> HttpResponse:
    """Lead to the form of the page, with what it lacks; a dialogue of the admin is told so in its own way."""
    title = page.get_admin_display_title()
    messages.error(
        request,
        _("“%(title)s” is not finished yet. %(missing)s") % {"title": title, "missing": " ".join(missing)},
    )
    form = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return JsonResponse({"step": "success", "redirect": form})
    return redirect(form)
