"""The addresses of the site, in the order in which they are tried."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path, re_path
from django.views.decorators.cache import cache_control
from django.views.static import serve as serve_file
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin_urls

from accounts.login import Login, Logout
from operations.monitoring import healthz
from website.views.files import attachment
from website.views.small_files import favicon, security_txt


def not_here(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    """Wagtail's own privacy is not used: its screens would promise what the policy does not do."""
    raise Http404


handler404 = "website.views.not_here.not_here"

urlpatterns = [
    re_path(r"^beheer/(pages|collections)/\d+/privacy/$", not_here),
    # Wagtail's own login for readers: there are none yet, and editors have one of their own.
    path("_util/login/", not_here),
    # Wagtail's trial of an error page.
    path("beheer/failwhale/", not_here),
    path("beheer/login/", Login.as_view()),
    path("beheer/logout/", Logout.as_view()),
    path("healthz", healthz, name="healthz"),
    # HealthMiddleware answers these before; they stand here so that no page takes such an address.
    re_path(r"^(livez|readyz|metrics)$", not_here),
    path("favicon.ico", favicon),
    path(".well-known/security.txt", security_txt),
    path("beheer/", include(admin_urls)),
    # Instead of Wagtail's own, which also takes numbers that no row has, and asks passwords for files.
    path("bestanden/<int:document_id>/<path:filename>", attachment, name="wagtaildocs_serve"),
    path("bestanden/<path:anything_else>", not_here),
    path("", include("website.urls")),
    path("zoeken/", include("search.urls")),
    path("", include("events.urls")),
]

if settings.SERVE_MEDIA:
    # On one machine the site serves its own pictures; elsewhere the web server before it does.
    picture = cache_control(public=True, max_age=3600)(serve_file)
    urlpatterns += [re_path(r"^media/(?P<path>.*)$", picture, {"document_root": settings.MEDIA_ROOT})]
if settings.DEBUG:
    urlpatterns += [path("patronen/", include("website.patterns.urls"))]

urlpatterns += [path("", include(wagtail_urls))]
