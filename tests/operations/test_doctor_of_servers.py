"""What the doctor says of each server, address and secret that is not well, and what to do then."""

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import time_machine
from django.core.files.storage import storages
from django.db import connection
from django.utils import timezone

from operations import checks, monitoring
from operations.checks import examine, is_well
from outbox.models import OutboxMessage, PeriodicTaskRun
from outbox.periodic_tasks import run_due_tasks
from search.checks import elasticsearch_version
from search.domain.queries.indexable import SYNC
from search.engines.elasticsearch import indices
from search.models import Entry
from tests.search.outside import searching_outside, settle
from tests.servers.mail import mail_sink
from tests.servers.ports import HOST, free_port
from website.models import StandardPage

pytestmark = pytest.mark.django_db


def look(subject: str) -> tuple[str, str]:
    """What was found about it, and the mend; of several lines the first that is not well."""
    found = next(line for line in examine() if line.obj == subject)
    return found.msg, found.hint or ""


@pytest.fixture(autouse=True)
def _healthy(home, settings):
    home.run_by, home.contact = "Redactie", "redactie@voorbeeld.example"
    home.save()
    settings.SECRET_KEY = "x" * 60
    settings.WAGTAILADMIN_BASE_URL = "http://localhost/"
    run_due_tasks()


def test_every_line_is_well_on_a_healthy_site():
    assert [line for line in examine() if not is_well(line)] == []
    assert len(examine()) == 15


def test_database_that_misses_a_change():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'search'")

    found, mend = look("database")

    assert (found.endswith("1 wijziging wacht"), mend) == (True, "Draai: manage.py migrate")


def test_database_older_than_what_is_supported(monkeypatch):
    older = connection.copy("older")
    monkeypatch.setattr(older.features, "minimum_database_version", (99, 1))
    monkeypatch.setattr(monitoring, "connection", older)

    (found,) = [line.msg for line in examine() if not is_well(line)]
    older.close()

    assert "99.1 or later is required" in found


def test_index_read_by_an_older_version(home):
    home.add_child(instance=StandardPage(title="Over ons", slug="over-ons"))
    Entry.objects.update(analysis_version=0)

    found, mend = look("zoeken")

    assert ("door een oudere versie gelezen" in found, mend) == (True, "Draai: manage.py search_reindex")


def test_elasticsearch_that_is_not_there(settings):
    settings.SEARCH_ELASTICSEARCH = {"hosts": [f"http://{HOST}:{free_port()}"], "prefix": "doctor"}

    assert look("Elasticsearch")[1] == "Draait Elasticsearch? Zolang antwoordt de database."
    assert look("zoeken")[1] == ""


@pytest.mark.live
def test_index_outside_that_differs_or_lags(settings, home, elasticsearch_server):
    with searching_outside(settings, elasticsearch_server.urls, "doctor") as outside:
        page = home.add_child(instance=StandardPage(title="Over ons", slug="over-ons"))
        settle(outside)
        # What was written a moment ago may not be seen yet, and counts as on its way.
        OutboxMessage.objects.filter(kind=SYNC).update(done_at=timezone.now() - timedelta(minutes=1))
        well = look("Elasticsearch")
        outside.client().delete(index=str(indices.answering(outside)), id=str(page.pk), refresh=True)
        differs = look("Elasticsearch")
        OutboxMessage.objects.filter(kind=SYNC).update(
            done_at=None, enqueued_at=timezone.now() - timedelta(hours=1)
        )
        lags = look("Elasticsearch")

    assert well[1] == ""
    assert differs == ("1 pagina is anders dan in de database", "Draai: manage.py search_reindex")
    assert lags[1] == "Draaien de worker en beat, of outbox_run --loop, nog?"


class AnotherVersion(BaseHTTPRequestHandler):
    """An Elasticsearch that says of itself which version it is, and nothing more."""

    version = "9.1.0"

    def do_GET(self) -> None:
        body = json.dumps({"nodes": {"one": {"version": self.version}}}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("X-Elastic-Product", "Elasticsearch")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def another_version() -> Iterator[str]:
    with ThreadingHTTPServer((HOST, 0), AnotherVersion) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://{HOST}:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("version", "well"), [("8.19.0", False), ("9.1.0", False), ("9.99.1", True), ("10.0.0", False)]
)
def test_elasticsearch_of_another_version(settings, another_version, monkeypatch, version, well):
    monkeypatch.setattr(AnotherVersion, "version", version)
    settings.SEARCH_ELASTICSEARCH = {"hosts": [another_version], "prefix": f"doctor-{version}"}

    (found,) = elasticsearch_version()

    assert found.msg.startswith(f"{version} (client")
    assert (is_well(found), str(found.hint).startswith("Gebruik Elasticsearch 9, versie 9.")) == (
        well,
        not well,
    )


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"finished_at": None}, "er is er nog geen gedaan"),
        ({"finished_at": timezone.now() - timedelta(hours=1)}, "de laatste was op"),
        ({"last_error": "ValueError"}, "mislukt: "),
    ],
)
def test_periodic_tasks_that_nobody_runs_or_that_fail(change, found):
    PeriodicTaskRun.objects.update(**change)

    assert look("vaste taken")[0].startswith(found)
    assert look("vaste taken")[1] != ""


def test_one_periodic_task_that_stays_behind():
    name = "scheduled publishing"
    PeriodicTaskRun.objects.filter(name=name).update(finished_at=timezone.now() - timedelta(hours=1))

    assert look("vaste taken") == (f"te laat: {name}", "Kijk in het logboek.")


def test_redis_that_is_not_there_is_named_without_its_password(settings):
    settings.CELERY_BROKER_URL = f"redis://:geheim@{HOST}:{free_port()}/0"
    settings.CACHES = {"default": {**settings.CACHES["default"], "OPTIONS": {}}}

    found, mend = look("Redis")

    assert found == f"{HOST} antwoordt niet (ConnectionRefusedError)"
    assert "REGIOBRUG_REDIS" in mend


@pytest.mark.live
def test_redis_that_answers(settings, redis_server):
    settings.CELERY_BROKER_URL = redis_server.url_of(0)
    settings.CACHES = {"default": {**settings.CACHES["default"], "OPTIONS": {}}}

    assert look("Redis") == (f"{HOST} antwoordt", "")


def test_mail_server_that_is_there_or_not(settings):
    settings.ERROR_MAIL_TO = ["beheer@regio.example"]
    settings.EMAIL_HOST = HOST
    with mail_sink() as sink:
        settings.EMAIL_PORT = sink.port
        there = look("mail")
    away = look("mail")

    assert there == (f"fouten gaan via {HOST}:{sink.port} naar beheer@regio.example", "")
    assert away[1] == "Draait de mailserver, en klopt REGIOBRUG_MAIL?"


def test_administrator_whose_address_is_none(settings):
    settings.ERROR_MAIL_TO = ["beheer"]

    assert look("mail") == ("beheer is geen e-mailadres", "Verbeter REGIOBRUG_ADMINS.")


def test_address_that_leads_elsewhere(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://regiobrug.example"

    found, mend = look("adres")

    assert found == "http://localhost in de database, https://regiobrug.example in de instellingen"
    assert mend.startswith("Verbeter REGIOBRUG_BASE_URL")


@pytest.mark.parametrize("minutes", [-10, 10])
def test_clock_that_is_not_that_of_the_database(minutes):
    with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
        found, mend = look("klok")

    assert (found.endswith("seconden verschil met de klok van de database"), mend != "") == (True, True)


def test_folder_that_cannot_be_written_to(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setattr(storages["documents"], "_location", str(tmp_path / "file" / "documents"))
    storages["documents"].__dict__.pop("location", None)
    storages["documents"].__dict__.pop("base_location", None)

    found, mend = look("opslag")

    storages["documents"].__dict__.pop("location", None)
    storages["documents"].__dict__.pop("base_location", None)
    assert (str(tmp_path) in found, mend != "") == (True, True)


def test_disk_that_is_nearly_full(monkeypatch):
    monkeypatch.setattr(checks, "LEAST_FREE", 10**18)

    assert look("opslag")[1] == "Maak ruimte op de schijf."


@pytest.mark.parametrize(
    ("name", "setting", "value"),
    [
        ("REGIOBRUG_METRICS_TOKEN", "METRICS_TOKEN", "kort"),
        ("REGIOBRUG_REDIS", "CELERY_BROKER_URL", "redis://:kort@redis.invalid:6379/0"),
        (
            "REGIOBRUG_ELASTICSEARCH_PASSWORD",
            "SEARCH_ELASTICSEARCH",
            {"hosts": ["http://elasticsearch.invalid:9200"], "password": "kort", "prefix": "doctor-secrets"},
        ),
    ],
)
def test_secret_that_is_easily_guessed_is_named_and_not_told(settings, name, setting, value):
    setattr(settings, setting, value)

    found, mend = look("geheimen")

    assert (found, mend) == (f"makkelijk te raden: {name}", "Maak een nieuwe van 16 tekens of meer.")


def test_password_of_a_database_elsewhere_that_is_easily_guessed(settings):
    elsewhere = {**settings.DATABASES["default"], "HOST": "postgres", "PASSWORD": "postgres"}
    settings.DATABASES["default"], before = elsewhere, settings.DATABASES["default"]
    found, _mend = look("geheimen")
    settings.DATABASES["default"] = before

    assert found == "makkelijk te raden: REGIOBRUG_DATABASE"


def test_key_that_others_can_read(settings, tmp_path):
    settings.SECRET_KEY_IS_GENERATED, settings.VAR_DIR = True, tmp_path
    (tmp_path / "secret-key").touch(0o600)
    private = look("geheimen")
    (tmp_path / "secret-key").chmod(0o644)

    assert private[1] == ""
    assert look("geheimen")[1] == f"Draai: chmod 600 {tmp_path / 'secret-key'}"
