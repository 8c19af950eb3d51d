"""The chrome that all pages of a site share: the site, its home page and the pages right under that.

It is kept in this process for as long as the content stays as it is, so that a page asks the database for
what is its own. Who may read what, and until when, is asked each time.
"""

import copy
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.urls import get_script_prefix
from wagtail.models import Site, get_page_models

from accounts.policy import may_read
from accounts.viewer import viewer_of
from website.models import ContentPage, HomePage, StandardPage
from website.page_cache import content_version

# How deep in the tree the pages right under the home page are.
ENTRIES = 3


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A page right under the home page, and where it is listed; nothing may write on the page."""

    page: ContentPage
    url: str
    in_menu: bool
    in_footer: bool


@dataclass(frozen=True, slots=True)
class SiteChrome:
    site: Site | None
    home: HomePage | None
    entries: tuple[MenuItem, ...]


class _ChromeCache:
    """The chromes of one content version, and the sites by host name and port."""

    def __init__(self, version: str | None = None) -> None:
        self.version = version
        self.known: set[str] = set()
        self.sites: dict[tuple[str, str], int | None] = {}
        self.chromes: dict[int | None, SiteChrome] = {}


_chrome_cache = _ChromeCache()


def chrome_of(request: HttpRequest) -> SiteChrome:
    """The chrome of the page that is asked for, with the entries that the viewer may read."""
    found: SiteChrome | None = getattr(request, "_chrome", None)
    if found is None:
        whole, viewer = _kept(request), viewer_of(request)
        found = replace(
            whole, entries=tuple(entry for entry in whole.entries if may_read(viewer, entry.page))
        )
        request._chrome = found  # type: ignore[attr-defined]
    return found


def trail_of(page: ContentPage, request: HttpRequest) -> list[dict[str, Any]]:
    """The pages above this one, without the home page, outermost first: each a title and a url."""
    if page.depth <= ENTRIES:
        return []
    if page.depth == ENTRIES + 1:
        entries = chrome_of(request).entries
        above = [entry for entry in entries if page.path.startswith(entry.page.path)]
        return [{"title": entry.page.title, "url": entry.url} for entry in above]
    pages = ContentPage.objects.visible_to(viewer_of(request)).ancestor_of(page).filter(depth__gte=ENTRIES)
    return [{"title": one.title, "url": one.get_url(request) or ""} for one in pages.order_by("depth")]


def _kept(request: HttpRequest) -> SiteChrome:
    # Asked before anything is read: a change after this belongs to another version.
    now = content_version.of(request)
    if now is None or has_script_prefix(request):
        return _read(request)
    cache = _cache_for(now)
    site_id = _site_id(request, cache)
    chrome = cache.chromes.get(site_id)
    if chrome is None:
        chrome = cache.chromes[site_id] = _read(request)
    return _copy_for_request(chrome)


def has_script_prefix(request: HttpRequest) -> bool:
    """Whether addresses on this page begin with a prefix; some web servers let a visitor make one up."""
    return get_script_prefix() != "/" or request.path != request.path_info


def site_id_of(request: HttpRequest, version: str) -> int | None:
    """The id of the site that is asked for, however its host name is spelled; None when there is none."""
    return _site_id(request, _cache_for(version))


def _cache_for(version: str) -> _ChromeCache:
    global _chrome_cache
    # Read once: another thread may replace it.
    cache = _chrome_cache
    if cache.version != version:
        cache = _ChromeCache(version)
        cache.known = {str(part) for name in Site.objects.values_list("hostname", "port") for part in name}
        _chrome_cache = cache
    return cache


def _site_id(request: HttpRequest, cache: _ChromeCache) -> int | None:
    """Host names and ports of no site count as one: they are endless, and Wagtail treats them alike."""
    asked = split_domain_port(request.get_host())[0], request.get_port()
    host, port = (part if part in cache.known else "" for part in asked)
    if (host, port) not in cache.sites:
        site = Site.find_for_request(request)
        cache.sites[host, port] = site.pk if site else None
    return cache.sites[host, port]


def _copy_for_request(chrome: SiteChrome) -> SiteChrome:
    """The chrome with copies of the site and home page, on which this request may write."""
    site, home = copy.copy(chrome.site), copy.copy(chrome.home)
    if site is not None and home is not None:
        site.root_page = home
    return replace(chrome, site=site, home=home)


def _read(request: HttpRequest) -> SiteChrome:
    # All kinds in one query, once per process, instead of one query for each kind met on the way.
    ContentType.objects.get_for_models(*get_page_models())
    site = Site.find_for_request(request)
    home = HomePage.objects.filter(pk=site.root_page_id).first() if site else None
    if home is None:
        return SiteChrome(site, None, ())
    pages = ContentPage.objects.child_of(home).filter(live=True).select_related("content_type")
    return SiteChrome(site, home, tuple(_entry(page, request) for page in pages))


def _entry(page: ContentPage, request: HttpRequest) -> MenuItem:
    standard = page.specific_class is StandardPage
    return MenuItem(
        page=page,
        url=page.get_url(request) or "",
        in_menu=page.show_in_menus and not standard,
        in_footer=standard,
    )
