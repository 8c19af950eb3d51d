"""Figures for who brings the token, and log lines that say nothing about people."""

import json
import logging
import sys
from collections import Counter

import psycopg
import pytest
from django.db import IntegrityError
from django.test import RequestFactory
from prometheus_client.parser import text_string_to_metric_families

from operations.logs import JsonFormatter, WithoutRows

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


def test_figures_tell_of_messages_index_and_searches(client, settings, home):
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


def test_number_of_a_request_is_that_of_its_answer_also_when_it_shows_a_preview(admin_client, home):
    answer = admin_client.get(
        f"/beheer/pages/{home.pk}/view_draft/", headers={"x-request-id": "abc-12345678"}
    )

    assert (answer.status_code, answer.headers["X-Request-ID"]) == (200, "abc-12345678")


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


def test_what_a_visitor_sent_begins_no_line_of_the_log_and_commands_no_terminal():
    forged = "a\r\n2026-01-01 ERROR root forged\x1b[2J\u2028\u202e"
    try:
        raise ValueError(forged)
    except ValueError:
        said = ("Refused %s é", (forged,), sys.exc_info())
        record = logging.LogRecord("x", logging.WARNING, __file__, 1, *said)

    message, *trace = WithoutRows("{levelname} {message}", style="{").format(record).split("\n")

    assert message == r"WARNING Refused a\r\n2026-01-01 ERROR root forged\x1b[2J\u2028\u202e é"
    assert trace[-1] == r"  2026-01-01 ERROR root forged\x1b[2J\u2028\u202e"
    assert [line for line in trace if not line.startswith("  ") or not line.isprintable()] == []


@pytest.mark.live
@pytest.mark.parametrize("formatter", [JsonFormatter(), WithoutRows()])
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO people VALUES ('pia@school.example', 1)",
        "INSERT INTO people VALUES (E'a\n\nb\npia@school.example', NULL)",
        "DO $$ BEGIN RAISE EXCEPTION 'no' USING HINT = 'pia@school.example'; END $$",
    ],
)
def test_log_line_of_an_error_of_the_database_quotes_no_row(postgresql_server, formatter, statement):
    with psycopg.connect(postgresql_server.url) as connection:
        connection.execute("CREATE TEMP TABLE people (email text UNIQUE, age int NOT NULL)")
        connection.execute("INSERT INTO people VALUES ('pia@school.example', 1)")
        try:
            try:
                connection.execute(statement)
            except psycopg.Error as error:
                raise IntegrityError(*error.args) from error
        except IntegrityError:
            record = logging.LogRecord("x", logging.ERROR, __file__, 1, "Failed", (), sys.exc_info())

    line = formatter.format(record)

    assert "IntegrityError" in line
    assert "The above exception was the direct cause" in line
    assert "pia@school.example" not in line.replace(statement, "")
