"""Answers anonymous visitors from the page cache, and stores the pages made for them."""

from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag

from accounts.viewer import Viewer, viewer_of
from website.page_addresses import view_at
from website.page_cache import store

# Pages, and the files that tell robots of them. Search, files and the admin are never kept.
VIEWS = frozenset({"wagtail_serve", "sitemap", "robots"})
# A visitor with one of these may be logged in.
COOKIES = (settings.SESSION_COOKIE_NAME, "messages")


class PageCacheMiddleware:
    """Answers from what is kept, or keeps what was answered; a browser asks anew each time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # A preview is a draft, asked for at the address of the page.
        if getattr(request, "is_dummy", False) or view_at(request.path_info) not in VIEWS:
            return self.get_response(request)
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
