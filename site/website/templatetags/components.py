"""Tags of components: search address, style sheets, split bar, table, ways on and file size."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string
from django.utils import formats
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from website import stylesheets

register = template.Library()

# A phone's bar is about this wide (pixels), a letter of the label about so.
NARROW_BAR = 288
LETTER = 8.5
ROOM_BESIDE_LABEL = 24


@register.simple_tag
def search_url() -> str:
    """The address where people search, as the composition root set it; empty without a search room."""
    return str(getattr(settings, "REGIOBRUG_SEARCH_URL", ""))


@register.simple_tag
def style_links() -> SafeString:
    """The links to the style sheets and fonts of every page, written once for each release."""
    return _style_links(tuple(stylesheets.paths()), staticfiles_storage.url(stylesheets.paths()[0]))


@lru_cache(maxsize=4)
def _style_links(sheets: tuple[str, ...], first: str) -> SafeString:
    """Cached by the address of the first sheet, which holds the hash of its content."""
    return render_to_string("website/components/styles.html", {"sheets": sheets})


@register.inclusion_tag("website/components/split_bar.html")
def split_bar(shares: Iterable[Mapping[str, Any]], caption: str = "", unit: str = "%") -> dict[str, Any]:
    """One bar divided over shares (``label``, ``value``); labels stand in it when all of them fit."""
    shares = list(shares)
    total = sum(float(share["value"]) for share in shares) or 1.0
    parts = []
    start = 0.0
    for number, share in enumerate(shares):
        width = 100 * float(share["value"]) / total
        label = f"{share['label']} {share['value']}{unit}"
        parts.append(
            {
                "label": share["label"],
                "value": f"{share['value']}{unit}",
                "x": f"{start:.2f}%",
                "width": f"{width:.2f}%",
                "state": ("full", "line", "hatched")[number % 3],
                "fits": len(label) * LETTER + ROOM_BESIDE_LABEL <= width * NARROW_BAR / 100,
            }
        )
        start += width
    inside = len(parts) <= 2 and all(part["fits"] for part in parts)
    return {"caption": caption, "parts": parts, "inside": inside}


@register.inclusion_tag("website/components/table.html")
def data_table(
    rows: Iterable[Iterable[Any]],
    head: Iterable[Any] = (),
    caption: str = "",
    first_is_heading: bool = False,
) -> dict[str, Any]:
    """A table whose cells know the name of their column, as they need it when stacked on a phone."""
    head = list(head)
    return {
        "caption": caption,
        "head": head,
        "rows": [
            [
                {
                    "value": value,
                    "label": head[number] if number < len(head) else "",
                    "heading": first_is_heading and number == 0,
                }
                for number, value in enumerate(row)
            ]
            for row in rows
        ],
    }


@register.simple_tag
def ways_on(menu: Iterable[Mapping[str, Any]] = ()) -> list[dict[str, str]]:
    """Three links for an error page: home and two of the menu, or without a menu home, search, reload."""
    ways = [{"title": _("To the home page"), "url": "/"}]
    ways += [{"title": str(entry["title"]), "url": str(entry["url"])} for entry in list(menu)[:2]]
    if len(ways) < 3 and search_url():
        ways.append({"title": _("Search the whole site"), "url": search_url()})
    if len(ways) < 3:
        # An empty address is that of the page itself.
        ways.append({"title": _("Try this page once more"), "url": ""})
    return ways


@register.filter
def file_size(size: int) -> str:
    """A number of bytes as people say it: whole kilobytes (1,000 bytes), from a million on megabytes."""
    if size >= 1_000_000:
        return f"{formats.number_format(round(size / 1_000_000, 1), 1)}\u00a0MB"
    return f"{max(1, round(size / 1000))}\u00a0kB"
