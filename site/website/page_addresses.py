"""Which addresses a page can have: none at which the site itself answers something else."""

from functools import lru_cache

from django.conf import settings
from django.urls import Resolver404, resolve
from wagtail.models import Page

_is_free_among_pages = Page._slug_is_available


@lru_cache(maxsize=1_000)
def view_at(path: str) -> str | None:
    """The name of the view that answers at this address; each kept page asks for it."""
    try:
        return str(resolve(path).view_name)
    except Resolver404:
        return None


def is_site_address(path: str) -> bool:
    """Whether the site itself answers at this address, with or without its last slash, instead of a page.
    Static and media files count also where another web server serves them."""
    if path.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
        return True
    return not {view_at(path), view_at(path.rstrip("/"))} <= {None, "wagtail_serve"}


def is_free(slug: str, parent_page: Page | None, page: Page | None = None) -> bool:
    """Whether a page below this parent can have this slug; `page` is the one that is to have it."""
    if not _is_free_among_pages(slug, parent_page, page):
        return False
    place = parent_page.get_url_parts() if parent_page else None
    # Pages above the site or outside of it have no address.
    return not (place and place[2] and is_site_address(f"{place[2]}{slug}/"))


def guard_site_addresses() -> None:
    """Use `is_free` wherever Wagtail asks whether a slug is free. Its forms, moves, imports and saves all
    call this method of the bare page; there is no other seam that all of them pass."""
    Page._slug_is_available = staticmethod(is_free)
