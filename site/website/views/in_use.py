"""The screen that refuses to delete what is in use, and lists the uses."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.template.response import TemplateResponse
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from website.domain.uses import Use


def refuse_deletion(
    request: HttpRequest, uses: Mapping[Model, Sequence[Use]], free: Sequence[Model] = ()
) -> TemplateResponse:
    """Say of each thing what uses it, with links to where that can be changed.

    Those in `free` were to be deleted by the same action, and can be: the screen offers that.
    """
    finder = AdminURLFinder(request.user)
    groups: list[dict[str, Any]] = [
        {
            "thing": str(thing),
            "uses": [
                {
                    "kind": use.kind,
                    "title": use.title,
                    "in_draft": use.in_draft,
                    "url": finder.get_edit_url(use.user),
                }
                for use in found
            ],
        }
        for thing, found in uses.items()
    ]
    context = {
        "groups": groups,
        "pages": any(isinstance(thing, Page) for thing in uses),
        "free": [str(thing) for thing in free],
        "url_of_free": _same_action(request, free),
    }
    return TemplateResponse(request, "website/beheer/in_use.html", context, status=409)


def _same_action(request: HttpRequest, free: Sequence[Model]) -> str:
    """Give the address that asks whether only these are to be deleted."""
    wanted = request.GET.copy()
    wanted.setlist("id", [str(thing.pk) for thing in free])
    return f"{request.path}?{wanted.urlencode()}"
