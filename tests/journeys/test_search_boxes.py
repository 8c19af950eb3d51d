"""Whatever somebody types in a search box or chooser of the admin, it answers."""

import os
import random
import warnings

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse

from accounts.models import User
from tests.journeys.nasty import NASTY

pytestmark = pytest.mark.django_db

# Boxes that take their words from another parameter than q.
OTHER_PARAMETERS = {"wagtailadmin_tag_autocomplete": "term"}
# Every box another sample; all of them, which takes minutes, before a change lands.
EACH = len(NASTY) if os.environ.get("REGIOBRUG_QUERIES") == "all" else 40


def boxes() -> list[str]:
    """The address of every list, search and chooser of the admin that can be opened without an object."""
    found = []
    for name in sorted(_names(get_resolver())):
        if not any(
            word in name for word in ("index", "results", "choose", "search", "explore", "autocomplete")
        ):
            continue
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        if url.startswith("/beheer/"):
            found.append((url, OTHER_PARAMETERS.get(name, "q")))
    return sorted(set(found))


def _names(resolver, namespace: str = ""):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = ":".join(part for part in (namespace, pattern.namespace) if part)
            yield from _names(pattern, inner)
        elif pattern.name:
            yield ":".join(part for part in (namespace, pattern.name) if part)


@pytest.fixture
def admin(client, home):
    client.force_login(User.objects.create_superuser("beheer@example.org"))
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(("url", "parameter"), boxes())
def test_box_of_the_admin_answers_odd_queries(admin, url, parameter):
    sample = random.Random(url).sample(NASTY, EACH)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        broken = [
            ascii(query)[:80] for query in sample if admin.get(url, {parameter: query}).status_code >= 500
        ]

    assert broken == []
