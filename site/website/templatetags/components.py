"""Tags of components: search address, style sheets and split bar."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from django import template
from django.conf import settings

from website import stylesheets

register = template.Library()

# A phone's bar is about this wide (pixels), a letter of the label about so.
NARROW_BAR = 288
LETTER = 8.5
ROOM_BESIDE_LABEL = 24
MANY_HEADINGS = 4


@register.simple_tag
def search_url() -> str:
    """The address where people search, as the composition root set it; empty without a search room."""
    return str(getattr(settings, "REGIOBRUG_SEARCH_URL", ""))


@register.simple_tag(takes_context=True)
def question_url(context: Mapping[str, Any], subject: str) -> str:
    """Where to ask who runs the site something: a mail with its subject filled in, or a page."""
    home = context["shell"].home
    if home is None or not home.contact:
        return ""
    url = str(home.contact_url)
    return f"{url}?subject={quote(subject)}" if url.startswith("mailto:") else url


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
    return {"sheets": stylesheets.paths()}


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
                "state": ("full", "line", "hatched")[number % 3],
            }
        )
        start += width
    return {"caption": caption, "parts": parts, "inside": inside}
