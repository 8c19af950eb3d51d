"""When Redis is full it forgets pages, which are made again, before it forgets attempts at a password."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import caches
from django.test import RequestFactory

from accounts.login_throttle import AT_ACCOUNT, PERIOD, Attempt
from outbox.checks import GIVES_WAY, redis_answers
from tests.servers.redis import RedisServer, redis
from tests.servers.required import provided

pytestmark = pytest.mark.live

COMPOSE = Path(__file__).parents[2] / "docker" / "compose.yml"
MEMORY = 8_000_000
PAGE = b"x" * 20_000


@pytest.fixture(scope="module")
def server() -> Iterator[RedisServer]:
    with provided(redis()) as started:
        yield started


@pytest.fixture
def full_redis(server, settings):
    """A Redis with little memory, as the caches of the site."""
    settings.CELERY_BROKER_URL = server.url_of(0)
    cache = {"BACKEND": "operations.caching.RedisCache", "LOCATION": server.url_of(1), "OPTIONS": {}}
    settings.CACHES = {
        "default": {**cache, "KEY_PREFIX": "default"},
        "attempts": {**cache, "KEY_PREFIX": "attempts", "BACKEND": "operations.caching.RedisCounts"},
    }
    with server.client() as client:
        client.flushall()
        client.config_set("maxmemory", MEMORY)
        yield client


def policy_of_compose() -> str:
    (found,) = re.findall(r"--maxmemory-policy\n\s+- (\S+)\n", COMPOSE.read_text())
    return found


def test_attempts_are_still_counted_when_pages_have_filled_the_memory_many_times(full_redis):
    full_redis.config_set("maxmemory-policy", policy_of_compose())
    attempt = Attempt.of(RequestFactory().post("/"), "iemand@voorbeeld.example")
    guesses = [attempt.may_be_made() for _ in range(AT_ACCOUNT + 1)]

    for number in range(4 * MEMORY // len(PAGE)):
        caches["default"].set(f"page:{number}", PAGE, PERIOD // 10)
    pushed_out = full_redis.info("stats")["evicted_keys"]

    assert pushed_out > 2 * MEMORY // len(PAGE)
    assert (guesses, attempt.may_be_made()) == ([True] * AT_ACCOUNT + [False], False)


@pytest.mark.django_db
@pytest.mark.parametrize("policy", ["volatile-ttl", "volatile-lru", "allkeys-lru", "noeviction"])
def test_doctor_tells_of_a_redis_that_forgets_anything_else_first(full_redis, policy):
    full_redis.config_set("maxmemory-policy", policy)

    hint = redis_answers()[0].hint

    assert (hint is None, GIVES_WAY in str(hint)) == (policy == "volatile-ttl", policy != "volatile-ttl")


def test_doctor_lets_a_redis_that_is_never_full_do_as_it_likes(full_redis):
    full_redis.config_set("maxmemory", 0)
    full_redis.config_set("maxmemory-policy", "noeviction")

    assert redis_answers()[0].hint is None
