"""Attempts at a password are counted over all web processes, and a login does not need the counter."""

import time
from collections.abc import Iterator

import pytest
import requests

from accounts.login_throttle import AT_ACCOUNT
from tests.servers.installation import Installation
from tests.servers.kept_sites import EDITOR
from tests.servers.ports import HOST, free_port
from tests.servers.redis import RedisServer, redis
from tests.servers.required import provided

pytestmark = pytest.mark.live

VICTIM, PASSWORD = EDITOR
OTHER = "beheer@voorbeeld.example"


ACCOUNTS = f"""
import django
django.setup()
from accounts.models import User
User.objects.create_superuser("{OTHER}", "{PASSWORD}")
"""


@pytest.fixture(scope="module")
def site(small_site, tmp_path_factory) -> Iterator[Installation]:
    made = small_site(tmp_path_factory.mktemp("attempts") / "site", "furnished")
    made.run("-c", ACCOUNTS)
    yield made
    made.stop()


@pytest.fixture
def counter() -> Iterator[RedisServer]:
    with provided(redis()) as server:
        yield server


@pytest.fixture
def ports(site, counter) -> list[int]:
    """Two web servers of one site, each a process of its own, with one Redis."""
    site.more = {"REGIOBRUG_REDIS": counter.url_of(0)}
    found = [free_port(), free_port()]
    for port in found:
        site.web(port, "--workers", "1", "--threads", "2")
    return found


def log_in(port: int, account: str, password: str) -> int:
    """The answer to somebody whom the site has never seen."""
    form = f"http://{HOST}:{port}/beheer/login/"
    with requests.Session() as browser:
        browser.get(form, timeout=30)
        fields = {"username": account, "password": password}
        fields["csrfmiddlewaretoken"] = browser.cookies["csrftoken"]
        return browser.post(form, fields, timeout=30, allow_redirects=False).status_code


def test_guesses_at_two_web_servers_are_counted_together(ports):
    guesses = [log_in(ports[number % 2], VICTIM, f"gok-{number}") for number in range(AT_ACCOUNT + 4)]

    assert guesses == [200] * AT_ACCOUNT + [429] * 4
    assert [log_in(port, VICTIM, PASSWORD) for port in ports] == [429, 429]
    assert [log_in(port, OTHER, PASSWORD) for port in ports] == [302, 302]


def test_login_without_redis_is_let_in_and_not_kept_waiting(ports, counter):
    usual = log_in(ports[0], OTHER, PASSWORD)
    counter.kill()
    begun = time.monotonic()
    dead = [log_in(port, OTHER, PASSWORD) for port in ports]
    took = time.monotonic() - begun
    counter.start()
    counter.hang()
    try:
        hung = [log_in(port, OTHER, PASSWORD) for port in ports]
    finally:
        counter.resume()

    assert (usual, dead, hung) == (302, [302, 302], [302, 302])
    assert took < 10
