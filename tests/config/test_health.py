"""What containers, balancers and monitors ask, and what they are told."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from config import health
from outbox.models import Promise

pytestmark = pytest.mark.django_db


def test_live_and_ready_are_answered_without_a_known_host_or_tls(client, settings):
    settings.SECURE_SSL_REDIRECT = True

    answers = [client.get(path, headers={"host": "10.0.0.7"}) for path in ("/livez", "/readyz")]

    assert [(answer.status_code, answer.content) for answer in answers] == [(200, b"ok\n")] * 2


def test_live_process_without_a_database_is_not_ready(client, monkeypatch):
    def gone(*args, **kwargs):
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", gone)

    assert client.get("/livez").status_code == 200
    assert client.get("/readyz").status_code == 503


def test_database_that_misses_a_change_is_not_ready(client, monkeypatch):
    monkeypatch.setattr(health, "_migrated", False)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'search'")

    assert client.get("/readyz").status_code == 503


def test_health_says_in_words_what_the_site_leans_on(client, home):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (
        200,
        {"ok": True, "database": "ok", "search": "ok", "promises": "ok"},
    )


def test_promises_that_wait_too_long_are_not_well_and_a_simpler_search_is_no_alarm(client, home, settings):
    settings.SEARCH_ELASTICSEARCH = {"hosts": ["http://127.0.0.1:9"], "prefix": "nobody-is-there"}
    simpler = client.get("/healthz")
    long_ago = timezone.now() - timedelta(minutes=10)
    Promise.objects.create(kind="renditions", key="renditions:1", run_after=long_ago, promised_at=long_ago)

    late = client.get("/healthz")

    assert (simpler.status_code, simpler.json()["search"]) == (200, "simpler")
    assert (late.status_code, late.json()["promises"]) == (503, "late")
