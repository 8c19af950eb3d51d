"""A process of the site where pages are changed while others index them; tells in JSON what came of it.

The one who changes a page begins first and ends last: those who index read the page as it was before.
"""

import json
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402

from accounts.enums import Audience  # noqa: E402
from search.domain.indexing import index_pages, reindex  # noqa: E402
from search.models import Entry, EntryText  # noqa: E402
from tests.casebook import factories  # noqa: E402
from website.models import HomePage, StandardPage  # noqa: E402

# Longer than reading a page takes, by far: the others have read it when the change ends.
HELD = 1.0
# Longer than any change takes that waits for nobody, on a busy machine as well.
MOST = 20.0


def build() -> HomePage:
    """A site with a home page."""
    Page.objects.filter(depth=2).delete()
    home = Page.objects.get(depth=1).add_child(instance=HomePage(title="Regiobrug", slug="home"))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    factories.casebook()
    return home


def change(page: Page, changed: threading.Event, held: Callable[[], object], **values: object) -> None:
    """Save a page in a transaction that lasts as long as ``held`` takes."""
    with transaction.atomic():
        for name, value in values.items():
            setattr(page, name, value)
        page.save()
        changed.set()
        held()
    connection.close()


def a_while() -> None:
    """Take time."""
    time.sleep(HELD)


def index_again(page: Page, changed: threading.Event, *, everything: bool) -> None:
    """What a rename of something in it does, or the command."""
    changed.wait()
    if everything:
        reindex()
    else:
        index_pages(page_ids=[page.pk])
    connection.close()


def narrowed(home: HomePage) -> list[str]:
    """Who may read a page before it is narrowed and after, by the index."""
    page = home.add_child(instance=StandardPage(title="Klaproos", slug="klaproos"))
    before = Entry.objects.get(pk=page.pk).readers
    event = threading.Event()
    with ThreadPoolExecutor() as pool:
        running = [pool.submit(change, page, event, a_while, audience=Audience.NETWORK)]
        running += [pool.submit(index_again, page, event, everything=each) for each in (False, True)]
        for each in running:
            each.result()
    return [before, Entry.objects.get(pk=page.pk).readers]


def renamed_part() -> bool:
    """Whether a page says how its partnership is called now, when that changed while the page was saved."""
    partnership = factories.partnership("Oude naam")
    lesson = factories.lesson(partnerships=[partnership])
    event, renamed = threading.Event(), threading.Event()

    def held() -> None:
        # Where one writes at a time the other cannot rename before this has ended.
        renamed.wait(HELD if connection.vendor == "sqlite" else MOST)
        a_while()

    def rename() -> None:
        event.wait()
        partnership.name = "Nieuwe naam"
        partnership.save()
        renamed.set()
        index_pages(page_ids=[lesson.pk])
        connection.close()

    with ThreadPoolExecutor() as pool:
        for each in [pool.submit(change, lesson, event, held, title="Een betere les"), pool.submit(rename)]:
            each.result()
    return "Nieuwe naam" in EntryText.objects.get(pk=lesson.pk).text


def other_waited(home: HomePage) -> bool:
    """Whether a save of another page could not end while one that began before it went on."""
    one, other = (home.add_child(instance=StandardPage(title=name, slug=name)) for name in ("een", "ander"))
    event, saved = threading.Event(), threading.Event()
    in_time: list[bool] = []

    def held() -> None:
        in_time.append(saved.wait(HELD if connection.vendor == "sqlite" else MOST))

    def save() -> None:
        event.wait()
        other.save()
        saved.set()
        connection.close()

    with ThreadPoolExecutor() as pool:
        for each in [pool.submit(change, one, event, held, title="Anders"), pool.submit(save)]:
            each.result()
    return in_time == [False]


if __name__ == "__main__":
    site = build()
    said = {"narrowed": narrowed(site), "renamed part": renamed_part(), "other waited": other_waited(site)}
    sys.stdout.write(json.dumps(said))
