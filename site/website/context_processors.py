"""Gives every template the menu, the footer and the home page."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from website.navigation import MenuItem, chrome_of


def chrome(request: HttpRequest) -> dict[str, Any]:
    """``shell.menu``, ``shell.footer`` and ``shell.home``, read when a template asks for them.

    The admin's templates never do, so they cost it nothing.
    """
    return {"shell": SimpleLazyObject(lambda: _read(request))}


def _read(request: HttpRequest) -> dict[str, Any]:
    frame = chrome_of(request)
    return {
        "home": frame.home,
        "menu": [_entry(entry, request) for entry in frame.entries if entry.in_menu],
        "footer": [_entry(entry, request) for entry in frame.entries if entry.in_footer],
    }


def _entry(entry: MenuItem, request: HttpRequest) -> dict[str, Any]:
    here = bool(entry.url) and request.path.startswith(entry.url)
    return {"title": entry.page.title, "url": entry.url, "here": here}
