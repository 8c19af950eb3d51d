"""The title, summary and picture that a page offers to programs that show a link to it."""

import logging
from dataclasses import dataclass
from textwrap import shorten
from typing import Any
from urllib.parse import urljoin

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template import Context, Node, NodeList
from django.template.base import Parser, Token
from django.utils.safestring import SafeString
from wagtail.images.models import SourceImageIOError
from wagtail.models import Site

from accounts.policy import may_read
from accounts.viewer import Viewer
from website.models import ContentPage
from website.picture_sizes import SHARED, SPECS

logger = logging.getLogger(__name__)
register = template.Library()

HOUSE_PICTURE = "website/img/share.png"
# Of both pictures, in pixels: what the programs ask for.
WIDTH, HEIGHT = 1200, 630
MOST_LETTERS = 200


@dataclass(frozen=True, slots=True)
class SharedPicture:
    """A picture with its full address and its size in pixels; the default one has no description."""

    url: str
    width: int
    height: int
    description: str = ""


def description_of(page: ContentPage) -> str:
    """The description of a page in at most 200 letters, cut at a whole word."""
    return shorten(page.search_description or page.summary, MOST_LETTERS, placeholder="…")


def picture_of(page: ContentPage, root: str) -> SharedPicture:
    """The first picture of a page's stories, or else the default; ``root`` is the address of the site."""
    picture = page.first_picture()
    if picture is not None:
        try:
            # All sizes in one query: the story asks for the others in a moment.
            sized = picture.get_renditions(*SPECS)[SHARED]
        except SourceImageIOError:
            logger.warning("The file of picture %s cannot be read", picture.pk)
        else:
            return SharedPicture(urljoin(root, sized.url), sized.width, sized.height, picture.description)
    return SharedPicture(urljoin(root, staticfiles_storage.url(HOUSE_PICTURE)), WIDTH, HEIGHT)


class Captured(Node):
    """Puts what stands between the tags in the context: a block can be drawn once and is needed twice.

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
        "description": description_of(page),
        "picture": picture_of(page, site.root_url),
    }
