"""What a visitor writes in the headers of a request changes no page that others get."""

import random
from functools import cache

import pytest
from django.core.cache import cache as kept
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_started
from django.db import close_old_connections
from django.test import RequestFactory
from django.urls import clear_script_prefix
from wagtail.models import Site

from tests.matrix import WHOLE
from tests.website.keeping import HIT, MADE, ask, kept_keys, status_of
from website import navigation
from website.models import StandardPage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages_are_kept")]

# How many requests there are.
REQUESTS = 20_000 if WHOLE else 100
SEED = 20270312
ADDRESSES = ("/", "/klaproos/", "/sitemap.xml", "/robots.txt")
# All that a server before Django, Django, or Wagtail reads, and what others have read.
HEADERS = (
    *("HTTP_HOST", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT", "HTTP_X_FORWARDED_PROTO"),
    *("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PREFIX", "HTTP_X_FORWARDED_PATH", "HTTP_X_SCRIPT_NAME"),
    *("HTTP_FORWARDED", "HTTP_X_ORIGINAL_URL", "HTTP_X_REWRITE_URL", "HTTP_X_REAL_IP", "HTTP_VIA"),
    *("HTTP_X_HTTP_METHOD_OVERRIDE", "HTTP_X_REQUESTED_WITH", "HTTP_X_REQUEST_ID", "HTTP_SCRIPT_NAME"),
    *("HTTP_ACCEPT", "HTTP_ACCEPT_LANGUAGE", "HTTP_ACCEPT_ENCODING", "HTTP_ACCEPT_CHARSET", "HTTP_TE"),
    *("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_PROXY_AUTHORIZATION", "HTTP_REFERER", "HTTP_ORIGIN"),
    *("HTTP_RANGE", "HTTP_IF_RANGE", "HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"),
    *("HTTP_IF_UNMODIFIED_SINCE", "HTTP_CACHE_CONTROL", "HTTP_PRAGMA", "HTTP_EXPECT", "HTTP_UPGRADE"),
    *("HTTP_CONNECTION", "HTTP_TRANSFER_ENCODING", "HTTP_USER_AGENT", "HTTP_PURPOSE", "HTTP_DNT"),
    *("HTTP_SEC_FETCH_SITE", "HTTP_X_CSRFTOKEN", "HTTP_PATH_INFO", "HTTP_QUERY_STRING", "HTTP_MAX_FORWARDS"),
    *("SCRIPT_NAME", "QUERY_STRING", "CONTENT_TYPE", "CONTENT_LENGTH", "SERVER_PROTOCOL"),
    *("REMOTE_USER", "REMOTE_ADDR", "PATH_TRANSLATED"),
)
VALUES = (
    *(
        "",
        "0",
        "1",
        "*",
        "x",
        "localhost",
        "localhost:81",
        "LOCALHOST.",
        "127.0.0.1:1",
        "testserver",
        "evil.example",
    ),
    *("/kapot", "/klaproos", "//evil.example", "/", "https", "http", "on", "443", "en", "ar;q=0.9, *;q=0.1"),
    *(
        "gzip",
        "gzip;q=0",
        "identity;q=0, br",
        "bytes=0-9",
        "bytes=-1,5-",
        '"x"',
        "W/*",
        "no-cache",
        "only-if-cached",
    ),
    *(
        "csrftoken=" + "a" * 32,
        "csrftoken",
        "sessionid=x",
        ' sessionid ="x',
        "messages=",
        "a=b;;=;c",
        "\x7f",
        "%00",
    ),
    *("HEAD", "POST", "PURGE", "XMLHttpRequest", "utm_source=x", "utm_source=x&page=2", "x=1", "Bearer x"),
    *("Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 01 Jan 2999 00:00:00 GMT", "multipart/form-data", "9" * 40),
)


@pytest.fixture
def as_it_was(page) -> dict[str, bytes]:
    """The pages before anybody wrote something in a header, by their address."""
    return {path: ask(path).content for path in ADDRESSES}


@cache
def web_server() -> WSGIHandler:
    """What answers requests outside of tests."""
    return WSGIHandler()


def send(method: str, path: str, **written: str) -> bytes:
    """A request as a web server hands it on that believes all that a visitor writes."""
    environ = RequestFactory(headers={"host": "localhost"}).generic(method, path).environ
    # As the client of Django does: otherwise the connection of the test, in a transaction, is closed.
    request_started.disconnect(close_old_connections)
    try:
        return b"".join(web_server()({**environ, **written}, lambda *_: None))
    finally:
        request_started.connect(close_old_connections)
        clear_script_prefix()


def forget() -> None:
    """Nothing is kept: whoever asks next leaves the page and its frame."""
    kept.clear()
    navigation.read_chrome.cache_clear()


def test_no_header_of_a_visitor_changes_what_others_get(as_it_was, settings):
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    chance = random.Random(SEED)
    changed = []
    for _ in range(REQUESTS):
        path, method = chance.choice(ADDRESSES), chance.choice(["GET", "GET", "GET", "HEAD", "OPTIONS"])
        written = {name: chance.choice(VALUES) for name in chance.sample(HEADERS, chance.randint(1, 4))}
        forget()

        send(method, path, **written)

        others = [path, chance.choice(ADDRESSES)]
        if [ask(one).content for one in others] != [as_it_was[one] for one in others]:
            changed.append((method, path, written))
    assert changed == []


@pytest.mark.parametrize("prefix", ["/klaproos", "/kapot", "//evil.example", "/kapot/", "//"])
def test_prefix_that_a_visitor_names_stands_in_no_page_of_others(as_it_was, prefix):
    forget()

    page_under_it = send("GET", "/", SCRIPT_NAME=prefix)

    assert b"</html>" in page_under_it
    assert {path: ask(path).content for path in ADDRESSES} == as_it_was


@pytest.mark.parametrize("prefix", ["/kapot", "/klaproos", "//"])
def test_menu_that_is_kept_leads_where_it_did_after_a_prefix_and_a_query(as_it_was, home, settings, prefix):
    home.add_child(instance=StandardPage(title="Zwaluw", slug="zwaluw"))
    expected = ask("/klaproos/").content
    forget()

    assert b"zwaluw" in send("GET", "/klaproos/", SCRIPT_NAME=prefix, QUERY_STRING="x=1")

    assert b'href="/zwaluw/"' in expected
    assert ask("/klaproos/").content == expected


def test_names_that_a_site_is_asked_under_share_its_one_page(page, settings):
    settings.ALLOWED_HOSTS = ["*"]
    names = ["localhost", "LOCALHOST", "localhost.", "127.0.0.1", "naam.example"]
    names += [f"localhost:{port}" for port in range(1, 40)]

    answers = [ask(host=name) for name in names]

    assert [status_of(answer) for answer in answers] == [MADE] + [HIT] * (len(names) - 1)
    assert {answer.content for answer in answers} == {answers[0].content}
    assert len(kept_keys()) == 1


def test_robots_are_led_to_the_site_by_its_own_name_and_not_by_that_of_the_request(page, settings):
    settings.ALLOWED_HOSTS = ["*"]

    text = ask("/robots.txt", host="evil.example:81").content.decode()

    assert f"Sitemap: {Site.objects.get().root_url}/sitemap.xml" in text
