"""Answers anonymous visitors from the page cache, and stores the pages made for them."""

import re
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag

from accounts.viewer import Viewer, viewer_of
from website.page_addresses import view_at
from website.page_cache import store
from website.page_cache.release import release

# Pages, and the files that tell robots of them. Search, files and the admin are never kept.
VIEWS = frozenset({"wagtail_serve", "sitemap", "robots"})
# Views whose answer does not depend on the query string.
IGNORING_QUERY = VIEWS - {"wagtail_serve"}
# A visitor with one of these may be logged in.
COOKIES = (settings.SESSION_COOKIE_NAME, "messages")
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

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        view = view_at(request.path_info)
        # A preview is a draft, asked for at the address of the page.
        if getattr(request, "is_dummy", False) or view not in VIEWS:
            return self.get_response(request)
        _strip_unread_parameters(request, view)
        response = self._kept_or_made(request) if _is_anonymous(request) else self.get_response(request)
        patch_vary_headers(response, store.VARY)
        return response

    def _kept_or_made(self, request: HttpRequest) -> HttpResponseBase:
        # The key holds the version of before the page is made: what changes meanwhile belongs to another one.
        key, asked_at = store.key_of(request), timezone.now()
        page, status = cache.get(key), "hit"
        if page is None:
            response = self.get_response(request)
            if not _is_for_everybody(request, response):
                return response
            page, status = store.keep(key, response, asked_at=asked_at), "fwd=miss; stored"
        answer = store.answer_with(page, request, status=status)
        set_response_etag(answer)
        return get_conditional_response(request, etag=answer["ETag"], response=answer) or answer


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
    return (
        settings.PAGE_CACHE_SECONDS > 0
        and request.method in {"GET", "HEAD"}
        and not request.META.get("QUERY_STRING")
        and "HTTP_AUTHORIZATION" not in request.META
        and not any(name in request.COOKIES for name in COOKIES)
    )


def _is_for_everybody(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether this answer is the same for every anonymous visitor."""
    return (
        response.status_code == 200
        and not response.cookies
        and not response.has_header("Cache-Control")
        and "CSRF_COOKIE_NEEDS_UPDATE" not in request.META
        and viewer_of(request) == Viewer.public()
        and not request.user.is_authenticated
    )
