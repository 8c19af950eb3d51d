"""The screen that refuses to delete what is in use, and lists the uses."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.template.response import TemplateResponse
from wagtail.admin.admin_url_finder import AdminURLFinder

from casebook.domain.queries.uses import Use


def refuse_deletion(request: HttpRequest, uses: Mapping[Model, Sequence[Use]]) -> TemplateResponse:
    """Say of each thing what uses it, with links to where that can be changed."""
    finder = AdminURLFinder(request.user)
    groups: list[dict[str, Any]] = [
        {
            "thing": str(thing),
            "kind": thing._meta.verbose_name,
            "uses": [
                {"kind": use.kind, "title": use.title, "url": finder.get_edit_url(use.user)} for use in found
            ],
        }
        for thing, found in uses.items()
    ]
    return TemplateResponse(request, "casebook/beheer/in_use.html", {"groups": groups}, status=409)
