"""Middleware of the shell: security headers, bounded searches in the admin, the site asked for, redirects."""

from collections.abc import Callable
from posixpath import normpath
from typing import Any
from urllib.parse import unquote, urlsplit

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.http.request import validate_host
from django.urls import reverse
from django.utils.deprecation import MiddlewareMixin
from wagtail.contrib.redirects.middleware import RedirectMiddleware
from wagtail.models import Site

from accounts.policy import may_read
from accounts.viewer import viewer_of
from website.letters import cleaned
from website.models import ContentPage
from website.navigation import known_site


class SecurityHeadersMiddleware:
    """A strict Content-Security-Policy for readers and a looser one for the admin; nothing is cached unasked.

    Both are written once: django-csp's own middleware, which writes one for each answer, took a quarter of
    the time of a page from the cache.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.admin = reverse("wagtailadmin_home")
        self.for_admin = build_policy(config=settings.CONTENT_SECURITY_POLICY_ADMIN)
        self.for_readers = build_policy(config=settings.CONTENT_SECURITY_POLICY_PUBLIC)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        # While developing, Django's own pages about errors have styles in them.
        if not (settings.DEBUG and response.status_code in {404, 500}):
            if request.path_info.startswith(self.admin):
                # A preview was answered before, as the page that a reader asks for; it stands in a frame.
                response[HEADER] = self.for_admin
            else:
                response.setdefault(HEADER, self.for_readers)
        response.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        # An answer that may be shown again without asking says so itself: a page or file can be withdrawn.
        response.setdefault("Cache-Control", "private, no-cache")
        return response


class BoundedSearchMiddleware(MiddlewareMixin):
    """Shortens the search words of the admin, of which each becomes a condition, to what a database can take:
    thousands of words are too deep for SQLite, and a NUL is refused by PostgreSQL."""

    # The parameters of search boxes, tags, the API of the page chooser, and the log of actions.
    LOOKED_FOR = ("q", "term", "search", "label")
    LONGEST = 200
    MOST_WORDS = 16

    def process_request(self, request: HttpRequest) -> None:
        looked_for = [name for name in self.LOOKED_FOR if name in request.GET]
        if looked_for and request.path_info.startswith(reverse("wagtailadmin_home")):
            bounded = request.GET.copy()
            for name in looked_for:
                bounded.setlist(name, [self._bound(text) for text in bounded.getlist(name)])
            request.GET = bounded  # type: ignore[assignment]

    def _bound(self, text: str) -> str:
        printable = "".join(character if character.isprintable() else " " for character in cleaned(text))
        return " ".join(printable[: self.LONGEST].split()[: self.MOST_WORDS])


class KnownSiteMiddleware(MiddlewareMixin):
    """Tells Wagtail which site a reader asked, where ``Site.find_for_request`` looks first."""

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if request.resolver_match is not None and request.resolver_match.view_name == "wagtail_serve":
            request._wagtail_site = known_site(request)  # type: ignore[attr-defined]


class VisibleRedirectMiddleware(RedirectMiddleware):
    """Redirects from the old address of a page to its new one, unless the reader may not read that page.

    Otherwise the old address of a page that was withdrawn would tell what it is called now.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        status = response.status_code
        if status == 410:  # something else may have come in its place
            response.status_code = 404
        answer = super().process_response(request, response)
        response.status_code = status
        if answer is response or self._may_follow(request, answer["Location"]):
            return answer
        return response

    def _may_follow(self, request: HttpRequest, location: str) -> bool:
        """Whether the page at this address, however spelled, or the nearest above it may be read."""
        where = urlsplit(location)
        if where.hostname and not validate_host(where.hostname, settings.ALLOWED_HOSTS):
            return True
        path = where.path
        while (decoded := unquote(path)) != path:
            path = decoded
        names = [name.partition(";")[0] for name in normpath(f"/{path}").split("/")]
        steps = ["/".join(["", *filter(None, names[:end]), ""]) for end in range(1, len(names) + 1)]
        roots = [root.root_path.rstrip("/") for root in Site.get_site_root_paths()]
        pages = ContentPage.objects.filter(url_path__in={f"{root}{step}" for root in roots for step in steps})
        page = pages.order_by("-depth").first()
        return page is None or may_read(viewer_of(request), page)
