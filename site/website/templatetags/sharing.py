"""What stands in the head of a page for programs that show a link to it."""

from typing import Any

from django import template
from django.template import Context, Node, NodeList
from django.template.base import Parser, Token
from django.utils.safestring import SafeString

from accounts.policy import may_read
from accounts.viewer import Viewer
from website.models import ContentPage
from website.navigation import chrome_of
from website.sharing import description_of, picture_of

register = template.Library()


class Captured(Node):
    """What stands between the tags, under a name: a block can be drawn once and is needed twice.

    Not Django's ``simple_block_tag``: that hides a block inside it from the templates that extend this one.
    """

    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist, self.name = nodelist, name

    def render(self, context: Context) -> SafeString:
        context[self.name] = self.nodelist.render(context)
        return SafeString("")


@register.tag
def captured(parser: Parser, token: Token) -> Captured:
    """``{% captured name %}…{% endcaptured %}``."""
    _tag, name = token.split_contents()
    nodelist = parser.parse(("endcaptured",))
    parser.delete_first_token()
    return Captured(nodelist, name)


@register.inclusion_tag("website/sharing.html", takes_context=True)
def sharing(context: Context, title: str, address: str | None) -> dict[str, Any]:
    """Title, description and picture of a page that everybody may read; nothing of any other.

    Addresses begin with that of the site, never with the name it was asked under.
    """
    page, request = context.get("page"), context["request"]
    site = chrome_of(request).site
    public = isinstance(page, ContentPage) and may_read(Viewer.public(), page)
    if not (public and address and site) or getattr(request, "is_preview", False):
        return {}
    return {
        "address": address,
        "title": title,
        "site_name": site.site_name or "Regiobrug",
        "kind": "article" if page.stories() else "website",
        "description": description_of(page),
        "picture": picture_of(page, site.root_url),
    }
