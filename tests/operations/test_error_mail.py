"""Errors are mailed to who minds the site: once, from aside, and with nothing of people in them."""

import logging
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from operations.error_mail import MOST, ErrorMailHandler, report_of
from tests.servers.installation import Installation, eventually
from tests.servers.mail import Sink, mail_sink, mute_mail_server
from tests.servers.ports import HOST, free_port

ADMIN = "beheer@regio.example"
# What a visitor brings; none of it may be in a mail.
PERSON, PASSWORD, WORDS, VISITOR = "pia@school.example", "geheim-wachtwoord", "zoekwoorden", "203.0.113.7"


@pytest.fixture(scope="module")
def sink() -> Iterator[Sink]:
    with mail_sink() as started:
        yield started


@pytest.fixture(autouse=True)
def _nothing_mailed_yet(sink):
    sink.got.clear()


@pytest.fixture
def serve(small_site, tmp_path) -> Iterator[Callable[..., tuple[str, Installation]]]:
    """Starts a web server with this much more in its environment; gives its address."""
    site = small_site(tmp_path / "site")

    def started(**more: str) -> tuple[str, Installation]:
        port = free_port()
        site.more = more
        # A kept connection fails at its next question and a new one when it is made: two errors of one cause.
        site.database += "?conn_max_age=0"
        site.web(port, "--threads", "4")
        return f"http://{HOST}:{port}", site

    yield started
    site.stop()


def ask(url: str, data: bytes | None = None, **headers: str) -> tuple[int, dict[str, str]]:
    request = urllib.request.Request(url, data, headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, dict(answer.headers)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers)


def log_in(address: str) -> Callable[[], tuple[int, dict[str, str]]]:
    """Somebody who fills in the form for editors; gives how they send it."""
    _status, headers = ask(f"{address}/beheer/login/")
    token = SimpleCookie(headers["Set-Cookie"])["csrftoken"].value
    form = f"csrfmiddlewaretoken={token}&username={PERSON}&password={PASSWORD}".encode()
    more = {"Cookie": f"csrftoken={token}", "X-Forwarded-For": VISITOR}
    return lambda: ask(f"{address}/beheer/login/?next=/beheer/?{WORDS}", form, **more)


def destroy_database(site: Installation) -> None:
    """From now on nothing that asks the database gets an answer."""
    for part in site.var.glob("regiobrug.sqlite3*"):
        part.write_bytes(b"no database any more" * 100)


def test_form_that_fails_is_mailed_once_with_its_number_and_nothing_of_who_sent_it(serve, sink):
    address, site = serve(
        REGIOBRUG_ADMINS=ADMIN, REGIOBRUG_MAIL=sink.url, REGIOBRUG_MAIL_FROM="site@regio.example"
    )
    send = log_in(address)
    destroy_database(site)

    answers = [send() for _ in range(20)]
    eventually(lambda: sink.got, 30, lambda: site.programs[-1].said())
    time.sleep(2)

    assert [status for status, _headers in answers] == [500] * 20
    (mail,) = sink.got
    assert (mail["To"], mail["From"]) == (ADMIN, "site@regio.example")
    assert mail["Subject"] == "[Regiobrug] DatabaseError (django.request)"
    text = mail.get_content()
    assert answers[0][1]["X-Request-ID"] in text
    assert "POST beheer/login/" in text
    whole = mail.as_string()
    assert [word for word in (PERSON, "pia", PASSWORD, WORDS, VISITOR, "csrftoken") if word in whole] == []


def test_request_for_a_host_that_is_not_ours_is_in_the_log_and_wakes_nobody(serve, sink):
    address, site = serve(REGIOBRUG_ADMINS=ADMIN, REGIOBRUG_MAIL=sink.url)

    status, _headers = ask(address, Host="scanner.example")
    time.sleep(3)

    assert (status, sink.got) == (400, [])
    assert "scanner.example" in site.programs[-1].said()


def test_nothing_is_mailed_to_nobody(serve, sink):
    address, site = serve(REGIOBRUG_MAIL=sink.url)
    send = log_in(address)
    destroy_database(site)

    status, _headers = send()
    time.sleep(3)

    assert (status, sink.got) == (500, [])


def test_mail_server_that_says_nothing_keeps_neither_a_visitor_nor_the_end_of_the_site(serve):
    with mute_mail_server() as mute:
        address, site = serve(REGIOBRUG_ADMINS=ADMIN, REGIOBRUG_MAIL=mute)
        send = log_in(address)
        destroy_database(site)

        begun = time.monotonic()
        status, _headers = send()
        took = time.monotonic() - begun

        # A mail is waited for 5 seconds, aside.
        assert (status, took < 4) == (500, True), took
        eventually(lambda: "could not be mailed" in site.programs[-1].said(), 20)
        begun = time.monotonic()
        assert site.programs[-1].stop() == 0
        assert time.monotonic() - begun < 15


def test_mail_server_that_is_not_there_is_a_line_in_the_log(handler, settings, sink, caplog):
    settings.EMAIL_PORT = free_port()

    handler.handle(record("One"))

    eventually(lambda: "could not be mailed (ConnectionRefusedError)" in caplog.text, 10)


@pytest.fixture
def handler(settings, sink) -> Iterator[ErrorMailHandler]:
    """A handler of this process that mails to the sink."""
    settings.ERROR_MAIL_TO = [ADMIN]
    settings.EMAIL_HOST, settings.EMAIL_PORT = HOST, sink.port
    made = ErrorMailHandler()
    yield made
    wait_for_mails(made)


def wait_for_mails(handler: ErrorMailHandler) -> None:
    for sender in handler.sending:
        sender.join()


def record(sentence: str, *values: object, error: BaseException | None = None) -> logging.LogRecord:
    info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("somewhere", logging.ERROR, __file__, 1, sentence, values, info)


@pytest.mark.parametrize(("minutes", "mails"), [(60, 1), (0, 2)])
def test_same_error_is_told_again_when_its_time_is_over(handler, sink, settings, minutes, mails):
    settings.ERROR_MAIL_MINUTES = minutes

    for number in (1, 2):
        handler.handle(record("Promise %s failed", number))
    wait_for_mails(handler)

    assert len(sink.got) == mails


def test_many_errors_at_once_are_a_few_mails(handler, sink):
    for number in range(3 * MOST):
        handler.handle(record(f"Error {number}"))
    wait_for_mails(handler)

    assert len(sink.got) == MOST


def test_error_that_another_process_told_of_is_not_told_again(handler, sink):
    told = record("Twice")
    cache.add(f"error-mail:{report_of(told).key}", 1)

    handler.handle(told)
    handler.handle(record("Once"))
    wait_for_mails(handler)

    assert [mail["Subject"] for mail in sink.got] == ["[Regiobrug] Once (somewhere)"]


def test_value_in_an_error_or_in_what_caused_it_is_not_told():
    try:
        try:
            raise KeyError(PERSON)
        except KeyError as cause:
            raise ValueError(f"Key (email)=({PERSON}) is there") from cause
    except ValueError as error:
        seen = record("%s wrote " + PERSON, PERSON, error=error)
    seen.request = RequestFactory().get(f"/wachtwoord/{PASSWORD}/", {"q": WORDS})

    report = report_of(seen)

    assert "ValueError" in report.subject
    assert Path(__file__).name in report.text
    whole = report.subject + report.text
    assert [word for word in (PERSON, PASSWORD, WORDS) if word in whole] == []


def test_sentence_of_a_log_line_is_told_without_what_was_filled_in():
    assert report_of(record("Promise %s failed, attempt %d", "key", 3)).subject == (
        "[Regiobrug] Promise … failed, attempt … (somewhere)"
    )
