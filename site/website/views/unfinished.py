"""The screen that refuses to publish what is not finished, and lists what is missing."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest
from django.template.response import TemplateResponse
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
