"""What the frame of every page needs: menu, footer and where we are."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from wagtail.models import Site

from accounts.viewer import viewer_of
from website.models import ContentPage, HomePage, StandardPage


def shell(request: HttpRequest) -> dict[str, Any]:
    """``shell.menu``, ``shell.footer`` and ``shell.home``, read when a template asks for them.

    The admin's templates never do, so they cost it nothing.
    """
    return {"shell": SimpleLazyObject(lambda: _read(request))}


def _read(request: HttpRequest) -> dict[str, Any]:
    home = _home_of(request)
    if home is None:
        return {"home": None, "menu": [], "footer": []}
    entries = list(
        ContentPage.objects.visible_to(viewer_of(request)).child_of(home).select_related("content_type")
    )
    standard = [page for page in entries if page.specific_class is StandardPage]
    rooms = [page for page in entries if page.show_in_menus and page.specific_class is not StandardPage]
    return {
        "home": home,
        "menu": [_entry(page, request) for page in rooms],
        "footer": [_entry(page, request) for page in standard],
    }


def _home_of(request: HttpRequest) -> HomePage | None:
    """The home page that routed this request, or else the one of the site it was sent to."""
    home = getattr(request, "_home_page", None)
    if home is None:
        site = Site.find_for_request(request)
        home = HomePage.objects.filter(pk=site.root_page_id).first() if site else None
    return home


def _entry(page: ContentPage, request: HttpRequest) -> dict[str, Any]:
    url = page.get_url(request)
    return {"title": page.title, "url": url, "here": bool(url) and request.path.startswith(url)}
