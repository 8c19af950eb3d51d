"""A process of the site with readers side by side: told by words on its input what to do, answers in JSON.

rush      twenty ask for a page that nobody asked for yet; how each was answered
storm     one publishes again and again while four read; how often somebody saw an old page
apart     a row is made outside of a transaction; what another connection sees before and after
page      how the page is answered, and how long that took
change    the page gets another title
"""

import json
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import django

django.setup()

from django.core.cache import cache  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402
from wagtail.contrib.redirects.models import Redirect  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402

from website.models import HomePage, StandardPage  # noqa: E402
from website.page_cache.content_version import current  # noqa: E402

READERS = 20
ROUNDS = 25


def build() -> dict[str, object]:
    """A home page and one page under it; says whether a site just migrated has a generation."""
    migrated = bool(current())
    Page.objects.filter(depth=2).delete()
    home = Page.objects.get(depth=1).add_child(instance=HomePage(title="Regiobrug", slug="home"))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    home.add_child(instance=StandardPage(title="Teller 0.", slug="teller"))
    return {"migrated": migrated}


def ask() -> HttpResponse:
    return Client(headers={"host": "localhost"}).get("/teller/")


def in_a_thread(work: Callable[[], object]) -> Callable[[], object]:
    def run() -> object:
        try:
            return work()
        finally:
            connection.close()

    return run


def rush() -> dict[str, object]:
    """All start at one moment."""
    ask()
    cache.clear()
    start = threading.Barrier(READERS)

    def read() -> tuple[int, str]:
        start.wait()
        answer = ask()
        return answer.status_code, answer.get("Cache-Status", "")

    with ThreadPoolExecutor(READERS) as readers:
        answers = [one.result() for one in [readers.submit(in_a_thread(read)) for _ in range(READERS)]]
    return {f"{status} {kept}": n for (status, kept), n in Counter(answers).items()}


def storm() -> dict[str, object]:
    """A reader may see what is published while it waits, but nothing older than when it asked."""
    published, over, counts = [0], threading.Event(), Counter()

    def read_on() -> None:
        while not over.is_set():
            at_least = published[0]
            counts["reads"] += 1
            counts["old"] += number_on_page() < at_least

    def number_on_page() -> int:
        answer = ask()
        counts["hits"] += "hit" in answer["Cache-Status"]
        return int(answer.content.partition(b"<h1")[2].partition(b"Teller ")[2].partition(b".")[0])

    readers = [threading.Thread(target=in_a_thread(read_on)) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(1, ROUNDS + 1):
        page = StandardPage.objects.get(slug="teller")
        page.title = f"Teller {number}."
        page.save_revision().publish()
        published[0] = number
        counts["old at once"] += number_on_page() != number
        time.sleep(0.01)
    over.set()
    for reader in readers:
        reader.join()
    return dict(counts)


def apart() -> dict[str, object]:
    """Each look is from a connection of its own: is the row there, and is it another generation."""
    before, seen = current(), []

    def look() -> tuple[bool, bool]:
        return Redirect.objects.filter(old_path="/apart").exists(), current() != before

    def look_after(execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        if "wagtailredirects_redirect" in sql:
            with ThreadPoolExecutor(1) as other:
                seen.append(other.submit(in_a_thread(look)).result())
        return answer

    # Outermost, so that it looks after the statement and all that was done along with it.
    connection.execute_wrappers.append(look_after)
    Redirect.objects.create(old_path="/apart", redirect_link="/")
    connection.execute_wrappers.remove(look_after)
    return {"during": seen, "after": look()}


def page() -> dict[str, object]:
    begun = time.perf_counter()
    answer = ask()
    return {
        "status": answer.status_code,
        "kept": answer.get("Cache-Status", ""),
        "seconds": time.perf_counter() - begun,
    }


def change() -> dict[str, object]:
    return {"changed": StandardPage.objects.filter(slug="teller").update(title="Teller 1.")}


WORDS = {"build": build, "rush": rush, "storm": storm, "apart": apart, "page": page, "change": change}

if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(WORDS[line.strip()]()), flush=True)  # noqa: T201
