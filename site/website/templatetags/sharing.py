"""The title, summary and picture that a page offers to programs that show a link to it."""

from textwrap import shorten
from typing import Any
from urllib.parse import urljoin

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template import Context, Node, NodeList
from django.template.base import Parser, Token
from django.utils.safestring import SafeString
from wagtail.models import Site

from accounts.policy import may_read
from accounts.viewer import Viewer
from website.models import ContentPage
from website.picture_sizes import SHARED, SPECS

register = template.Library()

HOUSE_PICTURE = "website/img/share.png"
# Of both pictures, in pixels: what the programs ask for.
WIDTH, HEIGHT = 1200, 630
MOST_LETTERS = 200


def picture_of(page: ContentPage, root: str) -> dict[str, Any]:
    """The first picture of a page's stories, or else the default; ``root`` is the address of the site."""
    picture = page.first_picture()
    # All sizes in one query: the story asks for the others in a moment.
    sized = picture.readable_renditions(*SPECS).get(SHARED) if picture else None
    if sized and picture:
        address = urljoin(root, sized.url)
        return {"url": address, "width": sized.width, "height": sized.height, "alt": picture.description}
    return {"url": urljoin(root, staticfiles_storage.url(HOUSE_PICTURE)), "width": WIDTH, "height": HEIGHT}


class Captured(Node):
    """Puts a block in the context, as it is drawn once and needed twice; Django's ``simple_block_tag`` hides
    it from the templates that extend this one."""

    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist, self.name = nodelist, name

    def render(self, context: Context) -> SafeString:
        context[self.name] = self.nodelist.render(context)
        return SafeString("")


@register.tag
def captured(parser: Parser, token: Token) -> Captured:
    _tag, name = token.split_contents()
    nodelist = parser.parse(("endcaptured",))
    parser.delete_first_token()
    return Captured(nodelist, name)


@register.inclusion_tag("website/sharing.html", takes_context=True)
def sharing(context: Context, title: str, address: str | None) -> dict[str, Any]:
    """Of a page that everybody may read, with addresses of the site, whatever name it was asked under."""
    page, request = context.get("page"), context["request"]
    site = Site.find_for_request(request)
    if not (address and site) or getattr(request, "is_preview", False):
        return {}
    if not (isinstance(page, ContentPage) and may_read(Viewer.public(), page)):
        return {}
    return {
        "address": address,
        "title": title,
        "site_name": site.site_name or "Regiobrug",
        "kind": "article" if page.stories() else "website",
        "description": shorten(page.search_description or page.summary, MOST_LETTERS, placeholder="…"),
        "picture": picture_of(page, site.root_url),
    }
