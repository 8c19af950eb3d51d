"""Tags of components: search address, style sheets, split bar, and the address of a page for a telephone."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urljoin

import segno
from django import template
from django.conf import settings
from django.template import Context
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Site

from website import stylesheets

register = template.Library()

# A phone's bar is about this wide (pixels), a letter of the label about so.
NARROW_BAR = 288
LETTER = 8.5
ROOM_BESIDE_LABEL = 24
MANY_HEADINGS = 4
# As many as a bar has shares at most, so that none looks like another.
SHARE_STATES = ("full", "line", "hatched", "dotted", "crossed")


@register.simple_tag
def search_url() -> str:
    """The address where people search, as the composition root set it; empty without a search room."""
    return str(getattr(settings, "REGIOBRUG_SEARCH_URL", ""))


@register.simple_tag
def question_url(contact_url: str, subject: str) -> str:
    """Where to ask who runs the site: a mail with its subject filled in, or a page; empty without."""
    filled_in = contact_url.startswith("mailto:")
    return f"{contact_url}?subject={quote(subject)}" if filled_in else contact_url


@register.simple_tag
def mail_url(subject: str, *paragraphs: str | None) -> str:
    """A mail that only needs somebody to send it to."""
    text = "\r\n\r\n".join(paragraph for paragraph in paragraphs if paragraph)
    return f"mailto:?subject={quote(subject)}&body={quote(text)}"


@register.inclusion_tag("website/components/jump_links.html")
def jump_links(body: Iterable[Any]) -> dict[str, list[str]]:
    """The headings of a story, when there are so many that one looks for one of them."""
    texts = (block.value for block in body if block.block_type == "text")
    headings = [text["heading"] for text in texts if text["heading"]]
    return {"headings": headings if len(headings) >= MANY_HEADINGS else []}


@register.inclusion_tag("website/components/styles.html")
def style_links() -> dict[str, list[str]]:
    return {"sheets": stylesheets.paths(), "paper_sheets": stylesheets.paths(stylesheets.PAPER_BUNDLE)}


@register.simple_tag(takes_context=True)
def whole_address(context: Context, url: str) -> str:
    """An address of this site as it has to be typed from paper; as it is where no page of a site is drawn."""
    site = Site.find_for_request(context["request"]) if "page" in context and "request" in context else None
    return urljoin(site.root_url, url) if site else url


@register.filter
def kept_together(text: str) -> str:
    """The sign of a section on one line with its number."""
    return text.replace("§ ", "§\N{NO-BREAK SPACE}")


@register.simple_tag
@lru_cache(maxsize=2048)
def qr_code(address: str) -> SafeString:
    """The address as a code that a telephone reads from paper; kept, as making one takes long."""
    code = segno.make(address, error="m", micro=False)
    # Numbers only: the address itself does not stand in it.
    return mark_safe(code.svg_inline(omitsize=True, border=2, svgclass=None, lineclass=None))  # noqa: S308


@register.inclusion_tag("website/components/split_bar.html")
def split_bar(shares: Sequence[Mapping[str, Any]], caption: str = "") -> dict[str, Any]:
    """One bar divided over shares (``label``, ``share``); labels stand in it when all of them fit."""
    total = sum(share["share"] for share in shares) or 1
    parts, start, inside = [], 0.0, len(shares) <= 2
    for number, share in enumerate(shares):
        width = 100 * share["share"] / total
        label = f"{share['label']} {share['share']}%"
        inside = inside and len(label) * LETTER + ROOM_BESIDE_LABEL <= width * NARROW_BAR / 100
        parts.append(
            {
                "label": share["label"],
                "value": f"{share['share']}%",
                "x": f"{start:.2f}%",
                "width": f"{width:.2f}%",
                "state": SHARE_STATES[number % len(SHARE_STATES)],
            }
        )
        start += width
    return {"caption": caption, "parts": parts, "inside": inside}
