"""Whatever somebody types in a search box or chooser of the admin, it answers.

Every oddity goes in a box of each kind of search code; some go in every box. At night every query, also those
that mix oddities with words, goes in every box: some 60,000 requests.
"""

import functools
import inspect
import random
import re
import warnings
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, get_resolver, resolve, reverse
from wagtail.search.index import class_is_indexed

from accounts.models import User
from tests import matrix
from tests.journeys.nasty import NASTY, ODDITIES
from website.middleware import BoundedSearchMiddleware

# Boxes that take their words from another parameter than q.
OTHER_PARAMETERS = {"wagtailadmin_tag_autocomplete": "term"}
# The part of a class that reads what was typed, or looks for it.
SEARCHES = re.compile(r"search_query|SearchForm\([^)]|SearchFilterMixin|get_search_backend|GET\.get\(.q")
SOME = 10
# A box for each kind of search code; of two addresses with one code that which shows no more than the rows.
WHOLE = [
    "/beheer/choose-page/search/",
    "/beheer/documents/chooser/results/",
    "/beheer/images/chooser/results/",
    "/beheer/pages/search/results/",
    "/beheer/snippets/casebook/organisation/results/",
    "/beheer/tag-autocomplete/",
    "/beheer/users/results/",
    "/beheer/workflows/task_chooser/results/",
]
# Forms, and the dialogues for a film: they look for nothing.
NO_SEARCH = {(), ("wagtail.embeds.views.chooser.chooser",), ("wagtail.embeds.views.chooser.chooser_upload",)}


def boxes() -> list[tuple[str, str]]:
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


@functools.cache
def _searches(one: type) -> bool:
    return bool(SEARCHES.search(inspect.getsource(one)))


def search_code(url: str) -> tuple[Any, ...]:
    """What reads the words typed here and looks for them: the classes of the view that do, and whether its
    rows are found by a search backend or by conditions of the database."""
    view: Callable[..., Any] = inspect.unwrap(resolve(url).func, stop=lambda one: hasattr(one, "view_class"))
    kind = getattr(view, "view_class", None)
    if kind is None:
        return (f"{view.__module__}.{view.__qualname__}",)
    reading = tuple(
        f"{one.__module__}.{one.__qualname__}" for one in kind.__mro__ if one is not object and _searches(one)
    )
    if not reading:
        return ()
    options = getattr(view, "view_initkwargs", {})
    model = options.get("model") or getattr(kind, "model", None)
    return (*reading, inspect.isclass(model) and bool(class_is_indexed(model)))


def queries_for(url: str) -> list[str]:
    """Every oddity for one box of each kind, and a sample of its own for every other one."""
    if matrix.WHOLE:
        return NASTY
    if url in WHOLE:
        return ODDITIES
    return random.Random(url).sample(NASTY, SOME)


@pytest.fixture
def admin(client, home):
    client.force_login(User.objects.create_superuser("beheer@example.org"))
    client.raise_request_exception = False
    return client


def test_each_kind_of_search_code_is_asked_every_oddity():
    kinds = {search_code(url) for url, _parameter in boxes()}

    assert kinds - NO_SEARCH == {search_code(url) for url in WHOLE}


@pytest.mark.django_db
@pytest.mark.parametrize(("url", "parameter"), boxes())
def test_box_of_the_admin_answers_odd_queries(admin, url, parameter):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        broken = [
            ascii(query)[:80]
            for query in queries_for(url)
            if admin.get(url, {parameter: query}).status_code >= 500
        ]

    assert broken == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        *(f"/beheer/api/main/{kind}/?search={'w+' * 3_000}" for kind in ("pages", "images", "documents")),
        f"/beheer/reports/site-history/?label={'_' * 30_000}",
    ],
)
def test_more_words_than_a_database_can_take_are_not_an_error_of_the_site(admin, address):
    assert admin.get(address).status_code == 200


@pytest.mark.parametrize("parameter", BoundedSearchMiddleware.LOOKED_FOR)
def test_words_typed_in_the_admin_reach_every_box_bounded(rf, parameter):
    reached: list[str] = []

    def box(request: HttpRequest) -> HttpResponse:
        reached.append(request.GET[parameter])
        return HttpResponse()

    middleware = BoundedSearchMiddleware(box)

    for query in NASTY:
        middleware(rf.get("/beheer/pages/search/results/", {parameter: query}))

    assert len(reached) == len(NASTY)
    assert [
        text for text in reached if len(text) > 200 or len(text.split()) > 16 or not text.isprintable()
    ] == []


def test_what_readers_ask_is_left_to_their_own_form(rf):
    request = rf.get("/zoeken/", {"q": "a" * 300})

    BoundedSearchMiddleware(lambda request: HttpResponse())(request)

    assert request.GET["q"] == "a" * 300
