"""The page tree of a new site: home, and the standard pages with the texts that ship."""

import re
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from wagtail.models import Page, Site
from wagtail.rich_text import RichText

from website.domain.seeding import ensure_once
from website.domain.tree import add_page
from website.front_matter import read_front_matter
from website.models import HomePage, StandardPage

HEADING = re.compile(r"^## +(.+)$", re.M)


@transaction.atomic
def ensure_page_tree() -> HomePage:
    """Make the home page and standard pages once; what an editor changed or deleted stays so."""
    home = HomePage.objects.first() or _make_home()
    pages = dict(_shipped_page(path) for path in _shipped_texts())
    ensure_once(
        kind="standard-page",
        keys=pages,
        present=set(StandardPage.objects.values_list("slug", flat=True)),
        make=lambda slug: _publish(home, pages[slug]),
    )
    return home


def name_the_site(*, url: str) -> Site:
    """Set the address with which full addresses begin, in the sitemap for example; gives the site.

    A site that has the name of a host already keeps it.
    """
    site = Site.objects.get(is_default_site=True)
    if site.hostname in {"localhost", "127.0.0.1"}:
        for name, value in _host_and_port(url).items():
            setattr(site, name, value)
        site.site_name = site.site_name or settings.WAGTAIL_SITE_NAME
        site.save()
    return site


def _host_and_port(url: str) -> dict[str, str | int]:
    address = urlsplit(url)
    port = address.port or (443 if address.scheme == "https" else 80)
    return {"hostname": address.hostname or "localhost", "port": port}


def _shipped_texts() -> list[Any]:
    texts = [path for path in resources.files("website.content").iterdir() if path.name.endswith(".md")]
    return sorted(texts, key=lambda path: path.name, reverse=True)


def _make_home() -> HomePage:
    root = Page.objects.get(depth=1)
    # Wagtail's own migrations leave a page that welcomes to Wagtail.
    welcome = Page.objects.filter(depth=2, content_type__model="page")
    home = HomePage(
        title=_("What are you running into?"),
        slug="regiobrug",
        summary=_("Chances are that another region is past it already."),
        search_placeholder=_("For example: companies drop out"),
    )
    add_page(parent=root, page=home)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            **_host_and_port(settings.WAGTAILADMIN_BASE_URL),
            "site_name": "Regiobrug",
            "root_page": home,
        },
    )
    for page in welcome:
        page.delete()
    home.save_revision().publish()
    return home


def _shipped_page(path: Any) -> tuple[str, StandardPage]:
    text = read_front_matter(path.read_text(encoding="utf-8"), name=path.name)
    return text.front["slug"], StandardPage(**text.front, body=_sections(text.body))


def _publish(home: HomePage, page: StandardPage) -> None:
    add_page(parent=home, page=page)
    page.save_revision().publish()


def _sections(body: str) -> list[tuple[str, dict[str, Any]]]:
    markdown = MarkdownIt("commonmark", {"html": False})
    opening, *rest = HEADING.split(body)
    pairs = [("", opening), *zip(rest[::2], rest[1::2], strict=True)]
    return [
        ("text", {"heading": heading.strip(), "text": RichText(markdown.render(text.strip()))})
        for heading, text in pairs
        if text.strip()
    ]
