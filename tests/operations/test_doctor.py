"""The doctor sees what is wrong, and says what to do about it."""

from datetime import timedelta

import pytest
from django.core.checks import CheckMessage
from django.core.management import call_command
from django.utils import timezone

from operations.checks import examine, is_well
from outbox.enums import State
from outbox.models import OutboxMessage
from outbox.periodic_tasks import run_due_tasks
from search.models import Entry
from website.models import StandardPage

pytestmark = pytest.mark.django_db


def finding(subject: str) -> CheckMessage:
    return next(line for line in examine() if line.obj == subject)


@pytest.fixture(autouse=True)
def _healthy(home, settings):
    home.run_by, home.contact = "Redactie", "redactie@voorbeeld.example"
    home.save()
    settings.SECRET_KEY = "x" * 60
    settings.WAGTAILADMIN_BASE_URL = "http://localhost"
    run_due_tasks()


def test_doctor_finds_a_healthy_site_well(capsys):
    call_command("doctor")

    assert "mis" not in capsys.readouterr().out.split()


def test_doctor_sees_a_page_that_is_missing_from_the_index(home):
    home.add_child(instance=StandardPage(title="Over ons", slug="over-ons"))
    Entry.objects.all().delete()

    assert finding("zoeken").hint == "Draai: manage.py search_reindex"


@pytest.mark.parametrize(
    "fields",
    [
        {"state": State.DUE, "run_after": timezone.now() - timedelta(hours=1)},
        {"state": State.CLAIMED, "lease_until": timezone.now() - timedelta(hours=1)},
        {"state": State.FAILED},
    ],
)
def test_doctor_sees_messages_that_nobody_handles(fields):
    OutboxMessage.objects.create(kind="note", key="note:1", **fields)

    assert not is_well(finding("berichten"))


def test_doctor_sees_a_clock_that_was_set_back():
    OutboxMessage.objects.create(kind="note", key="note:1", enqueued_at=timezone.now() + timedelta(hours=1))

    assert not is_well(finding("berichten"))


def test_doctor_sees_a_key_that_protects_nothing(settings):
    settings.SECRET_KEY = "kort"

    found = finding("geheimen")

    assert not is_well(found)
    assert "50 tekens" in found.hint


def test_doctor_exits_with_an_error_when_something_is_wrong(settings, capsys):
    settings.SECRET_KEY = "kort"

    with pytest.raises(SystemExit) as stopped:
        call_command("doctor")

    assert stopped.value.code == 1
    assert "REGIOBRUG_SECRET_KEY" in capsys.readouterr().out


@pytest.mark.parametrize("field", ["run_by", "contact"])
def test_doctor_sees_that_nobody_can_be_asked(home, field):
    setattr(home, field, "")
    home.save()

    assert not is_well(finding("contact"))


def test_doctor_sees_a_proxy_that_does_not_say_who_logs_in(client, settings, tmp_path):
    settings.VAR_DIR, settings.TRUSTED_PROXIES = tmp_path, 1
    tried = {"username": "beheer@voorbeeld.example", "password": "x"}

    client.post("/beheer/login/", tried)
    silent = finding("proxy")
    client.post("/beheer/login/", tried, headers={"x-forwarded-for": "192.0.2.1"})

    assert "X-Forwarded-For" in silent.hint
    assert is_well(finding("proxy"))


def test_check_that_fails_itself_is_a_line_in_dutch_under_the_name_of_its_room(monkeypatch, capsys):
    monkeypatch.setattr("operations.checks.EmailBackend", None)
    monkeypatch.setattr("django.conf.settings.ERROR_MAIL_TO", ["beheer@regio.example"])

    with pytest.raises(SystemExit):
        call_command("doctor")

    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("mis")]
    assert line.split(maxsplit=2)[1:] == [
        "Onderhoud",
        "een controle mislukte (mail, TypeError: 'NoneType' object is not callable)",
    ]
