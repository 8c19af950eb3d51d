"""A process of the site where a page is narrowed while others index it again; tells in JSON who may read it.

The one who narrows it begins first and ends last: those who index read the page as it was before.
"""

import json
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402

from accounts.enums import Audience  # noqa: E402
from search.domain.indexing import index_pages, reindex  # noqa: E402
from search.models import Entry  # noqa: E402
from website.models import HomePage, StandardPage  # noqa: E402

# Longer than reading a page takes, by far: the others have read it when the change ends.
HELD = 1.0


def build() -> StandardPage:
    """A site with one page that everybody may read."""
    Page.objects.filter(depth=2).delete()
    home = Page.objects.get(depth=1).add_child(instance=HomePage(title="Regiobrug", slug="home"))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    page: StandardPage = home.add_child(instance=StandardPage(title="Klaproos", slug="klaproos"))
    return page


def narrow(page: StandardPage, changed: threading.Event) -> None:
    """Let the network alone read it, in a transaction that lasts."""
    with transaction.atomic():
        page.audience = Audience.NETWORK
        page.save()
        changed.set()
        threading.Event().wait(HELD)
    connection.close()


def index_again(page: StandardPage, changed: threading.Event, *, everything: bool) -> None:
    """What a rename of something in it does, or the command."""
    changed.wait()
    if everything:
        reindex()
    else:
        index_pages(page_ids=[page.pk])
    connection.close()


if __name__ == "__main__":
    one = build()
    before = Entry.objects.get(pk=one.pk).readers
    event = threading.Event()
    with ThreadPoolExecutor() as pool:
        running = [pool.submit(narrow, one, event)]
        running += [pool.submit(index_again, one, event, everything=each) for each in (False, True)]
        for each in running:
            each.result()
    sys.stdout.write(json.dumps([before, Entry.objects.get(pk=one.pk).readers]))
