"""Which addresses a page can have: not those at which the site itself answers something else."""

from django.conf import settings
from django.urls import Resolver404, resolve
from wagtail.models import Page

_is_free_among_pages = Page._slug_is_available


def is_of_the_site(path: str) -> bool:
    """Whether who asks for this address, typed with or without its last slash, gets something else than a
    page. The files of the site are counted among it also where a web server before it serves them."""
    if path.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
        return True
    for spelling in (path, path.rstrip("/")):
        try:
            if resolve(spelling).view_name != "wagtail_serve":
                return True
        except Resolver404:
            continue
    return False


def is_free(slug: str, parent_page: Page | None, page: Page | None = None) -> bool:
    """Whether a page below this parent can have this slug; `page` is the one that is to have it."""
    if not _is_free_among_pages(slug, parent_page, page):
        return False
    place = parent_page.get_url_parts() if parent_page else None
    # What lies above the site, or outside of it, has no address.
    return not (place and place[2] and is_of_the_site(f"{place[2]}{slug}/"))


def guard_site_addresses() -> None:
    """Ask this wherever Wagtail asks whether a slug is free: its forms, moves, imports and saves each do so
    of the bare page, whatever its kind, and there is no other place that all of them pass."""
    Page._slug_is_available = staticmethod(is_free)
