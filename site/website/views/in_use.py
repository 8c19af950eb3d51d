"""The screen that refuses to delete what is in use, and lists the uses."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.template.response import TemplateResponse
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from website.domain.uses import Use


def refuse_deletion(request: HttpRequest, uses: Mapping[Model, Sequence[Use]]) -> TemplateResponse:
    """Say of each thing what uses it, with links to where that can be changed."""
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
    context = {"groups": groups, "pages": any(isinstance(thing, Page) for thing in uses)}
    return TemplateResponse(request, "website/beheer/in_use.html", context, status=409)
