"""The menu, as in the tutorial."""

from typing import Any

from django import template
from wagtail.models import Page, Site

register = template.Library()


@register.simple_tag(takes_context=True)
def get_site_root(context: dict[str, Any]) -> Page:
    """The page at the root of the site that was asked for."""
    return Site.find_for_request(context["request"]).root_page
