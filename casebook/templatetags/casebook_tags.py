"""Tags of the casebook: explains terms in a part of a page, and finds the lists."""

from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context

from casebook.terms import glossary_of
from website.navigation import chrome_of
from website.page_cache import content_version

register = template.Library()


class Explained(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> str:
        html = self.nodelist.render(context)
        request = context.get("request")
        return glossary_of(content_version.of(request)).explain(html) if request else html


@register.tag
def explained(parser: Parser, token: Token) -> Explained:
    """Explain each term of the glossary where it stands first between this tag and ``endexplained``."""
    nodelist = parser.parse(("endexplained",))
    parser.delete_first_token()
    return Explained(nodelist)


@register.simple_tag(takes_context=True)
def list_url(context: Context, kind: str) -> str:
    """Where a page right under the home page is, by the name of its class; empty when it may not be read."""
    items: list[dict[str, Any]] = chrome_of(context["request"]).items if "request" in context else []
    found = (item["url"] for item in items if item["page"].specific_class.__name__ == kind)
    return next(found, "")
