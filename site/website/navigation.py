"""The chrome that all pages of a site share: its home page and the pages right under that, and the trail.

It is kept in this process for as long as the content stays as it is, so that a page asks the database for
what is its own. Who may read what, and until when, is asked each time.
"""

from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.utils.functional import SimpleLazyObject
from wagtail.models import Site, get_page_models
from wagtail.models.sites import get_site_for_hostname

from accounts.policy import may_read
from accounts.viewer import viewer_of
from website.models import ContentPage, HomePage
from website.page_cache import content_version

# How deep in the tree the pages right under the home page are.
ENTRIES = 3


@dataclass(frozen=True, slots=True)
class SiteChrome:
    """The home page, on which nothing may write, and the pages right under it that the viewer may read: each
    with ``page``, ``title``, ``url``, and ``here`` when it or a page below it is asked for."""

    home: HomePage | None
    items: list[dict[str, Any]]

    @property
    def menu(self) -> list[dict[str, Any]]:
        footer = self.footer
        return [item for item in self.items if item["page"].show_in_menus and item not in footer]

    @property
    def footer(self) -> list[dict[str, Any]]:
        return [item for item in self.items if item["page"].specific_class.in_footer]


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Give every template ``shell.menu``, ``.footer`` and ``.home``, read when it asks for them."""
    return {"shell": SimpleLazyObject(lambda: chrome_of(request))}


def chrome_of(request: HttpRequest) -> SiteChrome:
    found: SiteChrome | None = getattr(request, "_chrome", None)
    if found is None:
        # Asked before anything is read: a change after this belongs to another version.
        version, site = content_version.of(request), Site.find_for_request(request)
        home, entries = read_chrome(version, site) if site else (None, [])
        viewer, asked = viewer_of(request), request.path
        items = [
            {"page": page, "title": page.title, "url": url, "here": bool(url) and asked.startswith(url)}
            for page, url in entries
            if may_read(viewer, page)
        ]
        found = request._chrome = SiteChrome(home, items)  # type: ignore[attr-defined]
    return found


def trail_of(page: ContentPage, request: HttpRequest) -> list[dict[str, Any]]:
    """The pages above this one, without the home page, outermost first: each a title and a url."""
    if page.depth <= ENTRIES:
        return []
    if page.depth == ENTRIES + 1:
        above = [item for item in chrome_of(request).items if page.path.startswith(item["page"].path)]
        return [{"title": item["title"], "url": item["url"]} for item in above]
    pages = ContentPage.objects.visible_to(viewer_of(request)).ancestor_of(page).filter(depth__gte=ENTRIES)
    return [{"title": one.title, "url": one.get_url(request) or ""} for one in pages.order_by("depth")]


def known_site(request: HttpRequest) -> Site | None:
    """The site that is asked for, with its home page: copies of those kept, on which a request may write."""
    host, _port = split_domain_port(request.get_host())
    try:
        site = copy(_site_at(content_version.of(request), host, request.get_port()))
    except Site.DoesNotExist:
        return None
    site.root_page = copy(site.root_page)
    return site


@lru_cache(maxsize=16)
def _site_at(version: str, host: str, port: str) -> Site:
    site: Site = get_site_for_hostname(host, port)
    site.root_page = site.root_page.specific
    return site


@lru_cache(maxsize=4)
def read_chrome(version: str, site: Site) -> tuple[HomePage | None, list[tuple[ContentPage, str]]]:
    """The home page, and the pages right under it with their addresses."""
    # All kinds in one query, once per process, instead of one query for each kind met on the way.
    ContentType.objects.get_for_models(*get_page_models())
    home = HomePage.objects.filter(pk=site.root_page_id).first()
    if home is None:
        return None, []
    pages = ContentPage.objects.child_of(home).filter(live=True).select_related("content_type")
    return home, [(page, page.get_url(current_site=site) or "") for page in pages]
