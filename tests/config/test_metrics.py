"""Figures for who brings the token, and log lines that say nothing about people."""

import json
import logging
from collections import Counter

import pytest
from django.test import RequestFactory
from prometheus_client.parser import text_string_to_metric_families

from config.logs import JsonFormatter

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-the-monitor"


def figures(client) -> Counter[str]:
    """What each figure says over all its labels: other tests may have asked another engine here."""
    answer = client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    found: Counter[str] = Counter()
    for family in text_string_to_metric_families(answer.content.decode()):
        for sample in family.samples:
            found[sample.name] += sample.value
    return found


@pytest.mark.parametrize(
    ("set_token", "header"),
    [("", ""), ("", "Bearer "), (TOKEN, ""), (TOKEN, "Bearer no"), (TOKEN, TOKEN), (TOKEN, "Bearer é")],
)
def test_figures_are_for_who_brings_the_token(client, settings, set_token, header):
    settings.METRICS_TOKEN = set_token

    assert client.get("/metrics", headers={"authorization": header}).status_code == 404


def test_figures_tell_of_promises_index_and_searches(client, settings, home):
    settings.METRICS_TOKEN = TOKEN
    client.get("/zoeken/", {"q": "les"})
    before = figures(client)["regiobrug_search_seconds_count"]
    client.get("/zoeken/", {"q": "stage"})

    found = figures(client)

    assert found["regiobrug_search_seconds_count"] == before + 1
    assert found["regiobrug_outbox_oldest_due_seconds"] == 0
    assert found["regiobrug_search_answers"] == 1
    assert found["regiobrug_search_behind_pages"] == 0
    assert found["regiobrug_search_dropped_hits_total"] == 0


def test_request_keeps_the_number_of_its_proxy_and_gets_one_otherwise(client):
    given = client.get("/livez", headers={"x-request-id": "abc-12345678"})
    made = client.get("/livez", headers={"x-request-id": "<script>"})

    assert given.headers["X-Request-ID"] == "abc-12345678"
    assert len(made.headers["X-Request-ID"]) == 32


def test_log_line_tells_where_but_not_who_or_what_was_searched():
    request = RequestFactory().get(
        "/zoeken/?q=geheim", REMOTE_ADDR="203.0.113.7", headers={"cookie": "sessionid=geheim"}
    )
    record = logging.LogRecord("django.request", logging.WARNING, __file__, 1, "Not Found: %s", ("/x",), None)
    record.request = request

    line = JsonFormatter().format(record)

    assert json.loads(line)["path"] == "/zoeken/"
    assert "geheim" not in line
    assert "203.0.113.7" not in line
