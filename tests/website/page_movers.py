"""A process of the site with four editors who change the tree of pages at once; says how it went, in JSON."""

import json
import os
import sys
import threading
from collections import Counter

import django

django.setup()

from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from wagtail.contrib.redirects.models import Redirect  # noqa: E402
from wagtail.models import Page  # noqa: E402

from accounts.models import User  # noqa: E402
from website.domain.page_tree import ensure_page_tree  # noqa: E402
from website.models import StandardPage  # noqa: E402

EDITORS, ROUNDS = 4, 6


def work(number: int, places: list[Page], statuses: Counter[int]) -> None:
    """Add a page in one place, then move it to and fro; what is in the other one's way is in theirs too."""
    client = Client()
    client.force_login(User.objects.get())
    slug = f"pagina-{number}"
    counts = {f"comments-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}
    form = {
        "title": slug,
        "slug": slug,
        "summary": "Iets.",
        "body-count": "0",
        "action-publish": "1",
        **counts,
    }
    add = reverse("wagtailadmin_pages:add", args=["website", "standardpage", places[0].pk])
    statuses[client.post(add, form).status_code] += 1
    page = Page.objects.get(slug=slug)
    for turn in range(ROUNDS):
        to = places[(turn + 1) % 2]
        statuses[
            client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, to.pk])).status_code
        ] += 1


def main() -> dict[str, object]:
    """Four editors at once."""
    home = ensure_page_tree()
    places = [home.add_child(instance=StandardPage(title=name, slug=name)) for name in ("een", "twee")]
    User.objects.create_superuser("redactie@voorbeeld.example")
    statuses: Counter[int] = Counter()
    threads = [threading.Thread(target=work, args=[n, places, statuses]) for n in range(EDITORS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    paths = Page.objects.filter(slug__startswith="pagina-").values_list("url_path", flat=True)
    return {
        "statuses": dict(statuses),
        "problems": [list(found) for found in Page.find_problems()],
        "places": sorted({path.split("/")[2] for path in paths}),
        "redirects": Redirect.objects.count(),
    }


if __name__ == "__main__":
    json.dump(main(), sys.stdout)
    sys.stdout.flush()
    # Connections of threads that ended are closed with the process.
    os._exit(0)
