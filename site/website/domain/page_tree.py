"""The page tree: adding and moving pages, one change at a time, and the pages of a new site."""

import re
from importlib import resources
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from wagtail.models import Page, Site
from wagtail.rich_text import RichText

from website.domain.seeding import ensure_once
from website.front_matter import read_front_matter
from website.models import HomePage, StandardPage
from website.models.page_locks import PLACE, lock_page_tree

AnyPage = TypeVar("AnyPage", bound=Page)
HEADING = re.compile(r"^## +(.+)$", re.M)


@transaction.atomic
def add_page(*, parent: Page, page: AnyPage) -> AnyPage:
    """Add a new page as the last one below its parent, wherever that is by now."""
    lock_page_tree()
    parent.refresh_from_db(fields=PLACE)
    parent.add_child(instance=page)
    return page


@transaction.atomic
def move_page_before(*, page: AnyPage, neighbour: Page) -> AnyPage:
    """Move a page to the place before another one; gives it as it is afterwards."""
    lock_page_tree()
    for each in (page, neighbour):
        each.refresh_from_db(fields=PLACE)
    page.move(neighbour, pos="left")
    moved: AnyPage = type(page)._default_manager.get(pk=page.pk)
    return moved


@transaction.atomic
def ensure_page_tree() -> HomePage:
    """Make the home page and standard pages once; what an editor changed or deleted stays so."""
    home = HomePage.objects.first() or _make_home()
    pages = _shipped_pages()
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
    address = _host_and_port(settings.WAGTAILADMIN_BASE_URL)
    defaults = {**address, "site_name": "Regiobrug", "root_page": home}
    Site.objects.update_or_create(is_default_site=True, defaults=defaults)
    for page in welcome:
        page.delete()
    home.save_revision().publish()
    return home


def _shipped_pages() -> dict[str, StandardPage]:
    texts = [path for path in resources.files("website.content").iterdir() if path.name.endswith(".md")]
    pages = {}
    for path in sorted(texts, key=lambda path: path.name, reverse=True):
        text = read_front_matter(path.read_text(encoding="utf-8"), name=path.name)
        pages[text.front["slug"]] = StandardPage(**text.front, body=_sections(text.body))
    return pages


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
