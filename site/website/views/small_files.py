"""Small files that programs look for at an address of their choice."""

from datetime import timedelta

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from website.models import HomePage

# Whoever looks after the site is asked again, once in a while, whether the address still holds.
HOLDS = timedelta(days=180)


def favicon(request: HttpRequest) -> HttpResponse:
    kept = {"Cache-Control": "public, max-age=86400"}
    return HttpResponseRedirect(staticfiles_storage.url("website/img/favicon.ico"), headers=kept)


def security_txt(request: HttpRequest) -> HttpResponse:
    """Who is told of a hole in the site (RFC 9116): the address that visitors are given."""
    home = HomePage.objects.first()
    if home is None or not home.contact:
        raise Http404
    lines = [
        f"Contact: {home.contact_url}",
        f"Expires: {timezone.now() + HOLDS:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.WAGTAILADMIN_BASE_URL.rstrip('/')}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
