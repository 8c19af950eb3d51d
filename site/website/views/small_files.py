"""Files at fixed addresses: sitemap, robots.txt, favicon and security.txt."""

from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.models import Site, get_page_models

from accounts.viewer import Viewer
from website.models import ContentPage, HomePage


def favicon(request: HttpRequest) -> HttpResponse:
    kept = {"Cache-Control": "public, max-age=86400"}
    return HttpResponseRedirect(staticfiles_storage.url("website/img/favicon.ico"), headers=kept)


def security_txt(request: HttpRequest) -> HttpResponse:
    """The contact for reports of security holes (RFC 9116): the one that visitors are given."""
    home = HomePage.objects.first()
    if home is None or not home.contact:
        raise Http404
    lines = [
        f"Contact: {home.contact_url}",
        # RFC 9116 wants an end, after which the address counts as out of date.
        f"Expires: {timezone.now() + timedelta(days=180):%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.WAGTAILADMIN_BASE_URL.rstrip('/')}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page that a visitor may read, has an address of its own and may be indexed."""
    entries = [
        {"url": page.get_full_url(request), "changed": page.last_published_at}
        for kind in get_page_models()
        if issubclass(kind, ContentPage)
        for page in kind.objects.visible_to(Viewer.public())
        .filter(kind.indexable_q(), alias_of__isnull=True)
        .filter(content_type=ContentType.objects.get_for_model(kind))
        .only("url_path", "last_published_at")
        .order_by("path")
    ]
    xml = render_to_string("website/sitemap.xml", {"entries": entries})
    return HttpResponse(xml, content_type="application/xml")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Where robots may go, and where the sitemap is."""
    lines = ["User-agent: *", "Disallow: /beheer/", "Disallow: /zoeken/"]
    # Lists with filters are endless; every page stands in the sitemap.
    lines.append("Disallow: /*?")
    # By the configured host name, not the one in the request: the answer is cached for everybody.
    if site := Site.find_for_request(request):
        lines.append(f"Sitemap: {site.root_url}{reverse('sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
