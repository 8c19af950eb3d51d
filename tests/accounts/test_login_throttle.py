"""Guessing a password is slow, from one address and from many, and keeps out nobody who was in before."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from accounts.login_throttle import AT_ACCOUNT, COOKIE, FROM_ADDRESS, ON_DEVICE, PERIOD, Attempt, address_of
from accounts.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "een-lang-wachtwoord"
VICTIM = "redactie@voorbeeld.example"
REFUSED = "Te veel pogingen om in te loggen. Wacht 10 minuten en probeer het opnieuw."


@pytest.fixture
def victim(home) -> User:
    return User.objects.create_superuser(VICTIM, PASSWORD)


def log_in(
    client: Client, account: str = VICTIM, password: str = PASSWORD, address: str = "192.0.2.1"
) -> HttpResponse:
    form = {"username": account, "password": password}
    return client.post("/beheer/login/", form, REMOTE_ADDR=address)


def guess(
    times: int, account: str = VICTIM, address: Callable[[int], str] = lambda n: "192.0.2.66"
) -> list[int]:
    """So many guesses by somebody who takes no cookies; gives the status of each answer."""
    return [log_in(Client(), account, f"gok-{n}", address(n)).status_code for n in range(times)]


def many(number: int) -> str:
    return f"198.51.{number // 250}.{number % 250 + 1}"


def test_guesses_at_one_account_are_refused_also_when_they_come_from_everywhere(victim):
    assert guess(AT_ACCOUNT + 2, address=many) == [200] * AT_ACCOUNT + [429] * 2


def test_guesses_from_one_address_are_refused_at_whichever_account(victim):
    answers = [guess(1, account=f"{n}@voorbeeld.example")[0] for n in range(FROM_ADDRESS + 2)]

    assert answers == [200] * FROM_ADDRESS + [429] * 2
    assert log_in(Client(), address="192.0.2.67").status_code == 302


def test_refusal_says_in_dutch_how_long_to_wait_and_not_whether_the_password_was_right(victim):
    guess(AT_ACCOUNT, address=many)

    right = log_in(Client())
    wrong = log_in(Client(), password="gok")

    assert (right.status_code, wrong.status_code) == (429, 429)
    assert right.headers["Retry-After"] == str(PERIOD)
    assert all(REFUSED in answer.content.decode() for answer in (right, wrong))


def test_account_that_does_not_exist_is_refused_as_one_that_does(victim):
    there = guess(AT_ACCOUNT + 1, address=many)
    caches["attempts"].clear()

    assert guess(AT_ACCOUNT + 1, account="niemand@voorbeeld.example", address=many) == there


def test_who_logged_in_on_this_device_before_is_not_kept_out_by_guesses_from_anywhere(victim, client):
    log_in(client)
    client.post("/beheer/logout/")
    guess(FROM_ADDRESS + 5)

    assert log_in(Client(), address="192.0.2.66").status_code == 429
    assert log_in(client, address="192.0.2.66").status_code == 302


def test_device_that_is_known_may_not_guess_for_ever_either(victim, client):
    log_in(client)
    client.post("/beheer/logout/")

    answers = [log_in(client, password=f"gok-{n}").status_code for n in range(ON_DEVICE + 1)]

    assert answers == [200] * ON_DEVICE + [429]


def test_device_of_one_account_is_a_stranger_to_another(victim, client):
    User.objects.create_superuser("ander@voorbeeld.example", PASSWORD)
    log_in(client, "ander@voorbeeld.example")
    client.post("/beheer/logout/")
    guess(AT_ACCOUNT, address=many)

    assert log_in(client, password="gok").status_code == 429


@pytest.mark.parametrize("forged", ["", "x", '["a", "b"]:1abc:def'])
def test_forged_cookie_makes_no_known_device(victim, client, forged):
    guess(AT_ACCOUNT, address=many)
    client.cookies[COOKIE] = forged

    assert log_in(client).status_code == 429


def test_cookie_of_a_device_is_for_the_login_alone_and_out_of_reach_of_scripts(victim, client, settings):
    settings.SESSION_COOKIE_SECURE = True

    cookie = log_in(client).cookies[COOKIE]

    assert (cookie["path"], cookie["httponly"], cookie["secure"]) == ("/beheer/login/", True, True)
    assert VICTIM not in cookie.value


def test_success_is_no_guess(victim):
    answers = [log_in(Client()).status_code for _ in range(AT_ACCOUNT + FROM_ADDRESS)]

    assert set(answers) == {302}


@pytest.mark.parametrize("spelling", [VICTIM.upper(), f" {VICTIM} ", VICTIM.replace("r", "ｒ", 1)])
def test_account_spelled_otherwise_is_the_same_account(victim, spelling):
    guess(AT_ACCOUNT, address=many)

    assert guess(1, account=spelling, address=lambda n: "192.0.2.99") == [429]


def test_name_of_an_account_and_an_address_do_not_lie_in_the_cache(victim):
    guess(1)

    kept = str(caches["attempts"]._cache)

    assert "account:" in kept
    assert [word for word in (VICTIM, "redactie", "192.0.2.66") if word in kept] == []


def test_attempts_at_one_moment_are_all_counted():
    def attempt(_number: int) -> bool:
        return Attempt.of(RequestFactory().post("/", REMOTE_ADDR="192.0.2.1"), VICTIM).may_be_made()

    with ThreadPoolExecutor(16) as guessers:
        made = list(guessers.map(attempt, range(60)))

    assert sum(made) == AT_ACCOUNT


def request(remote: str, forwarded: str = "") -> HttpRequest:
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    return RequestFactory().get("/", REMOTE_ADDR=remote, headers=headers)


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "address"),
    [
        (0, "192.0.2.1", "203.0.113.9", "192.0.2.1"),
        (1, "10.0.0.2", "203.0.113.9", "203.0.113.9"),
        (1, "10.0.0.2", "1.1.1.1, 203.0.113.9", "203.0.113.9"),
        (2, "10.0.0.2", "1.1.1.1, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (1, "10.0.0.2", "", ""),
        (1, "10.0.0.2", "nonsense", ""),
        (0, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        (0, "::ffff:192.0.2.1", "", "192.0.2.1"),
        (0, "", "", ""),
    ],
)
def test_address_is_what_our_own_proxy_saw(settings, proxies, remote, forwarded, address):
    settings.TRUSTED_PROXIES = proxies

    assert address_of(request(remote, forwarded)) == address


def test_guesses_of_which_no_proxy_says_whence_count_as_one(victim, settings, tmp_path):
    settings.TRUSTED_PROXIES, settings.VAR_DIR = 1, tmp_path

    answers = [guess(1, account=f"{n}@voorbeeld.example")[0] for n in range(FROM_ADDRESS + 2)]

    assert answers == [200] * FROM_ADDRESS + [429] * 2
