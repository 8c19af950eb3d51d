"""Figures of requests: each is counted and timed once, under words of the site and never of a visitor."""

from collections import Counter
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from website.models import HomePage

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-the-monitor"
NAME = "regiobrug_request_seconds"
PAGE = "wagtail_serve"

Counts = Counter[tuple[str, str]]


@pytest.fixture
def visitor(home) -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture
def samples(settings) -> Callable[[], list]:
    """All figures of requests until now."""
    settings.METRICS_TOKEN = TOKEN

    def ask() -> list:
        answer = Client().get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
        families = {family.name: family for family in text_string_to_metric_families(answer.text)}
        return families[NAME].samples

    return ask


@pytest.fixture
def counted(visitor, samples) -> Callable[..., Counts]:
    """Does something; gives how many requests were counted meanwhile, by route and status."""

    def counts() -> Counts:
        return Counter(
            {
                (each.labels["route"], each.labels["status"]): int(each.value)
                for each in samples()
                if each.name == f"{NAME}_count"
            }
        )

    def during(act: Callable[[], object]) -> Counts:
        # There are no figures before the first request.
        visitor.get("/favicon.ico")
        before = counts()
        act()
        return counts() - before

    return during


def fail(*args: object, **kwargs: object) -> None:
    raise ValueError


def test_page_is_counted_and_timed_once(visitor, samples, counted):
    assert counted(lambda: visitor.get("/")) == {(PAGE, "2xx"): 1}

    mine = [each for each in samples() if each.labels.get("route") == PAGE and each.labels["status"] == "2xx"]
    value = {each.name: each.value for each in mine if "le" not in each.labels}
    buckets = [each.value for each in mine if "le" in each.labels]
    assert value[f"{NAME}_sum"] > 0
    assert buckets == sorted(buckets)
    assert buckets[-1] == value[f"{NAME}_count"]


def test_page_that_fails_is_counted_as_an_error_of_the_site(visitor, counted, monkeypatch):
    monkeypatch.setattr(HomePage, "serve", fail)

    assert counted(lambda: visitor.get("/")) == {(PAGE, "5xx"): 1}


def test_page_that_is_kept_is_told_from_one_that_is_made(visitor, counted, settings):
    settings.PAGE_CACHE_SECONDS = 60
    cache.clear()

    def ask_three_times() -> None:
        for _number in range(3):
            visitor.get("/", headers={"host": "localhost"})

    assert counted(ask_three_times) == {(PAGE, "2xx"): 1, ("kept page", "2xx"): 2}


def test_screen_of_the_admin_is_counted_as_one_of_the_admin(counted, admin_client):
    assert counted(lambda: admin_client.get("/beheer/pages/")) == {("admin", "2xx"): 1}


@pytest.mark.parametrize(
    ("ask", "counts"),
    [
        (lambda visitor: visitor.get("/verzonnen/adres/"), {(PAGE, "4xx"): 1}),
        (lambda visitor: visitor.get("/verzonnen.php"), {("none", "4xx"): 1}),
        (lambda visitor: visitor.get("/?verzonnen=woord"), {(PAGE, "2xx"): 1}),
        (lambda visitor: visitor.get("/bestanden/verzonnen"), None),
        (lambda visitor: visitor.generic("VERZONNEN", "/"), None),
        (lambda visitor: visitor.get("/", headers={"host": "verzonnen.example"}), None),
        (lambda visitor: visitor.post("/verzonnen/", {"verzonnen": "x" * 70_000}), {("none", "4xx"): 1}),
    ],
)
def test_nothing_that_a_visitor_makes_up_becomes_a_label(visitor, samples, counted, ask, counts):
    found = counted(lambda: ask(visitor))

    assert (sum(found.values()), counts in (None, found)) == (1, True), found
    assert [
        each for each in samples() if "erzonnen" in str(each.labels) or "VERZONNEN" in str(each.labels)
    ] == []


@pytest.mark.parametrize("path", ["/livez", "/readyz", "/metrics"])
def test_question_of_a_monitor_is_no_request_of_a_visitor(visitor, counted, path):
    assert counted(lambda: visitor.get(path)) == {}
