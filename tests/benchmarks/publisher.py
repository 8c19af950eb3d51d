"""An editor of the site in a process of its own: a line in, a line of JSON out when it is committed.

publish WORD SLUG    a new page with this word in it; gives its id
withdraw ID          unpublish it
"""

import json
import sys

import django

django.setup()

from django.db import connection  # noqa: E402

from config import wsgi  # noqa: E402, F401
from website.domain.page_tree import ensure_page_tree  # noqa: E402
from website.models import StandardPage  # noqa: E402


def publish(word: str, slug: str) -> int:
    """A new page, as an editor saves and publishes it."""
    page = StandardPage(title=f"Bericht over {word}", slug=slug, summary=f"Wat {word} doet.")
    ensure_page_tree().add_child(instance=page)
    page.save_revision().publish()
    return int(page.pk)


def withdraw(key: str) -> int:
    """No page any more for readers."""
    StandardPage.objects.get(pk=key).unpublish()
    return int(key)


if __name__ == "__main__":
    connection.ensure_connection()
    for line in sys.stdin:
        verb, *rest = line.split()
        print(json.dumps({"publish": publish, "withdraw": withdraw}[verb](*rest)), flush=True)
