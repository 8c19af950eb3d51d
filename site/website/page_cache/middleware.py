"""Answers anonymous visitors from the page cache, and stores the pages made for them."""

import re
from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers

from accounts.viewer import Viewer, viewer_of
from website.navigation import has_script_prefix
from website.page_cache import content_version, store
from website.page_cache.release import release

# Pages, and the files that tell robots of them. Search, files and the admin are never kept.
VIEWS = frozenset({"wagtail_serve", "sitemap", "robots"})
# Views whose answer does not depend on the query string.
IGNORING_QUERY = VIEWS - {"wagtail_serve"}
# A visitor with one of these may be logged in.
COOKIES = (settings.SESSION_COOKIE_NAME, "messages")
VARY = ("Cookie", "Accept-Encoding")
LONGEST_PATH = 500
# Parameters that newsletters and adverts add for counting visitors: no page reads them.
CAMPAIGN = re.compile(
    r"(utm_\w+|gclid|dclid|gbraid|wbraid|fbclid|msclkid|twclid|ttclid|igshid|yclid|li_fat_id|mc_cid|mc_eid)?(=|$)"
)


class PageCacheMiddleware:
    """Answers from what is kept, or keeps what was answered; a browser asks anew each time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        # Read at the start: later there may be files of the next release, which this process does not run.
        release()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        view = _view_at(request.path_info)
        # A preview is a draft, asked for at the address of the page.
        if getattr(request, "is_dummy", False) or view not in VIEWS:
            return self.get_response(request)
        _strip_unread_parameters(request, view)
        response = self._kept(request) if _is_anonymous(request) else self.get_response(request)
        patch_vary_headers(response, VARY)
        # Also a proxy or a browser shows nothing that was withdrawn; asking costs them a 304.
        response.setdefault("Cache-Control", "private, no-cache")
        etag = response.get("ETag")
        unchanged = get_conditional_response(request, etag=etag, response=response) if etag else None
        return unchanged or response

    def _kept(self, request: HttpRequest) -> HttpResponse:
        # Read before the page is made: what changes meanwhile belongs to another version.
        now = content_version.of(request)
        if now is None:
            return self.get_response(request)
        key = store.key_of(request, now)
        kept = store.find(key)
        if kept is not None:
            return kept.answer(request, "hit")
        if not store.take_turn(key):
            kept = store.wait_for(key)
            return kept.answer(request, "hit") if kept else self._made(request, key, now)
        try:
            # Between the look and the turn, who had it before may have been ready.
            kept = store.find(key)
            return kept.answer(request, "hit") if kept else self._made(request, key, now)
        finally:
            store.end_turn(key)

    def _made(self, request: HttpRequest, key: str, version: str) -> HttpResponse:
        asked_at = timezone.now()
        response = self.get_response(request)
        if not _is_cacheable(request, response):
            return response
        # The language is part of the key, and pages depend on nothing else that a browser sends.
        response["Vary"] = ", ".join(VARY)
        response["ETag"] = store.etag_of(response)
        if request.method == "GET":
            kept = store.keep(
                key,
                response,
                version=version,
                asked_at=asked_at,
                seconds=settings.PAGE_CACHE_SECONDS,
            )
            if kept:
                return kept.answer(request, "fwd=miss; stored")
        response["Cache-Status"] = "Regiobrug; fwd=miss"
        return response


@lru_cache(maxsize=1_000)
def _view_at(path: str) -> str | None:
    """The view that answers at this path. Django finds it once more for a page that is made."""
    try:
        return str(resolve(path).view_name)
    except Resolver404:
        return None


def _strip_unread_parameters(request: HttpRequest, view: str) -> None:
    """Take out parameters that no page reads, so that the request counts as one for the plain address."""
    query = request.META.get("QUERY_STRING", "")
    parts = [] if view in IGNORING_QUERY else query.split("&")
    left = "&".join(part for part in parts if not CAMPAIGN.match(part))
    if left != query:
        request.META["QUERY_STRING"] = left
        request.GET = QueryDict(left, encoding=request.encoding)


def _is_anonymous(request: HttpRequest) -> bool:
    """Whether nothing in the request tells who asks, and the number of such addresses has an end."""
    if not settings.PAGE_CACHE_SECONDS or request.method not in {"GET", "HEAD"}:
        return False
    if request.META.get("QUERY_STRING") or len(request.path_info) > LONGEST_PATH:
        return False
    if has_script_prefix(request):
        return False
    if "HTTP_AUTHORIZATION" in request.META or any(name in request.COOKIES for name in COOKIES):
        return False
    try:
        request.get_host()
    except DisallowedHost:
        return False
    return True


def _is_cacheable(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether this answer is the same for every anonymous visitor."""
    match = request.resolver_match
    return (
        response.status_code == 200
        and not response.streaming
        and match is not None
        and match.view_name in VIEWS
        and not response.cookies
        and not response.has_header("Cache-Control")
        and "CSRF_COOKIE_NEEDS_UPDATE" not in request.META
        and viewer_of(request) == Viewer.public()
        and not request.user.is_authenticated
    )
