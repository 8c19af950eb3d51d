"""What containers, balancers and monitors ask, and what they are told."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from operations import monitoring
from outbox.enums import State
from outbox.models import OutboxMessage, PeriodicTaskRun
from outbox.periodic_tasks import run_due_tasks

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
    monkeypatch.setattr(monitoring, "has_migrated", False)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'search'")

    assert client.get("/readyz").status_code == 503


@pytest.fixture
def looked(monkeypatch) -> Callable[[], dict[str, object]]:
    """Looks afresh: the state in words."""
    run_due_tasks()

    def look() -> dict[str, object]:
        monkeypatch.setattr(monitoring, "last_look", None)
        return monitoring.state()

    return look


WELL = {"ok": True, "database": "ok", "search": "ok", "outbox": "ok"}


def test_health_says_in_words_what_the_site_leans_on(client, home, looked, monkeypatch):
    monkeypatch.setattr(monitoring, "last_look", None)

    answer = client.get("/healthz")

    assert (answer.status_code, answer.json(), looked()) == (200, WELL, WELL)


def test_search_that_is_simpler_is_no_alarm(home, settings, looked):
    settings.SEARCH_ELASTICSEARCH = {"hosts": ["http://127.0.0.1:9"], "prefix": "nobody-is-there"}

    assert looked() == {**WELL, "search": "simpler"}


def test_messages_that_wait_too_long_or_were_given_up_are_an_alarm(home, looked):
    long_ago = timezone.now() - timedelta(minutes=10)
    row = OutboxMessage.objects.create(kind="renditions", key="renditions:1", run_after=long_ago)
    late = looked()
    OutboxMessage.objects.filter(pk=row.pk).update(state=State.FAILED)

    assert late == {**WELL, "ok": False, "outbox": "late"}
    assert looked() == {**WELL, "ok": False, "outbox": "given up"}


@pytest.mark.parametrize("minutes", [None, 10])
def test_periodic_tasks_that_nobody_runs_are_an_alarm(home, looked, minutes):
    if minutes is None:
        PeriodicTaskRun.objects.all().delete()
    else:
        PeriodicTaskRun.objects.update(finished_at=timezone.now() - timedelta(minutes=minutes))

    assert looked() == {**WELL, "ok": False, "outbox": "late"}


def test_monitor_that_asks_often_is_answered_from_one_look(client, home, looked, monkeypatch):
    monkeypatch.setattr(monitoring, "last_look", None)
    client.get("/healthz")
    looks = []
    monkeypatch.setattr(monitoring, "state", lambda: looks.append(1))

    answers = [client.get("/healthz").status_code for _ in range(5)]

    assert (answers, looks) == ([200] * 5, [])
