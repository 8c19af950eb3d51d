"""The form of a redirect: the old address as browsers send it; no redirect leads back to itself."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http.request import validate_host
from django.utils.encoding import escape_uri_path, iri_to_uri
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from accounts.viewer import Viewer
from website.models import ContentPage
from website.page_addresses import is_site_address


def as_sent(address: str) -> str:
    """Spell an address as Wagtail does when it looks for the redirect of a request: spaces and semicolons
    are escaped."""
    parts = urlsplit(address.strip())
    query = f"?{iri_to_uri(parts.query)}" if parts.query else ""
    return str(Redirect.normalise_path(f"{escape_uri_path(unquote(parts.path))}{query}"))


def clean_old_path(form: RedirectForm) -> str:
    return as_sent(form.cleaned_data["old_path"])


def clean_site(form: RedirectForm) -> Site | None:
    """Refuse an old address at which the site shows something: visitors would never be redirected."""
    site: Site | None = form.cleaned_data["site"]
    if old_path := form.cleaned_data.get("old_path"):
        path = f"{urlsplit(old_path).path.rstrip('/')}/"
        roots = Page.objects.filter(sites_rooted_here__in=[site] if site else Site.objects.all())
        there = [f"{root.url_path.rstrip('/')}{unquote(path)}" for root in roots]
        pages = ContentPage.objects.visible_to(Viewer.public()).filter(url_path__in=there)
        if is_site_address(path) or pages.exists():
            message = _("There is a page at this address. Unpublish it first, or choose another address.")
            form.add_error("old_path", message)
    return site


def clean_redirect_page(form: RedirectForm) -> Any:
    """Refuse the page that has the old address itself."""
    page = form.cleaned_data["redirect_page"]
    if page and page.url:
        _refuse_the_way_back(form, page.url)
    return page


def clean_redirect_link(form: RedirectForm) -> str:
    """Refuse a link that leads back to the old address, and an empty one when no page is chosen."""
    link: str = form.cleaned_data["redirect_link"]
    if link:
        _refuse_the_way_back(form, link)
    elif not form.cleaned_data.get("redirect_page") and "redirect_page" not in form.errors:
        raise ValidationError(_("Choose a page above, or write an address here."))
    return link


def _refuse_the_way_back(form: RedirectForm, link: str | None) -> None:
    others = Redirect.objects.exclude(pk=form.instance.pk)
    followed: set[str] = set()
    while link and link not in followed:
        followed.add(link)
        host = urlsplit(link).hostname
        if host and not validate_host(host, settings.ALLOWED_HOSTS):
            return
        # An address with a query falls back on the redirect of the address without it.
        asked = {as_sent(link), as_sent(urlsplit(link).path)}
        if form.cleaned_data.get("old_path") in asked:
            raise ValidationError(_("This leads back to the old address. Choose another place."))
        following = others.filter(old_path__in=asked).first()
        link = following and following.link


def register_form_overrides() -> None:
    """Add these checks to Wagtail's form, which its import of a list uses as well."""
    for clean in (clean_old_path, clean_site, clean_redirect_page, clean_redirect_link):
        setattr(RedirectForm, clean.__name__, clean)
    RedirectForm.base_fields["redirect_link"].error_messages["invalid"] = gettext_lazy(
        "Write the whole address, beginning with https://. For a page of this site choose it above."
    )
