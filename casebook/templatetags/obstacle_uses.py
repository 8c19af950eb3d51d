"""What an editor has to know before an obstacle is withdrawn."""

from typing import Any

from django import template
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from casebook.models import ObstaclePage
from website.domain.uses import uses_of

register = template.Library()


@register.simple_tag(takes_context=True)
def shown_by(context: dict[str, Any], page: Page) -> list[dict[str, Any]]:
    """Give what shows an obstacle now: kind, title and where it is changed; nothing for other pages."""
    if page.specific_class is not ObstaclePage:
        return []
    finder = AdminURLFinder(context["request"].user)
    return [
        {"kind": use.kind, "title": use.title, "url": finder.get_edit_url(use.user)}
        for use in uses_of(page.specific)
        if not use.in_draft
    ]
