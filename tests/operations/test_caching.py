"""The cache in Redis: a miss when Redis is away, and nothing that somebody else put there."""

import pickle
import time

import pytest
from redis import Redis

from operations import caching
from operations.caching import RedisCache, RedisCounts
from tests.outbox.forged import Trap

pytestmark = pytest.mark.live

OPTIONS = {"socket_timeout": 0.3, "socket_connect_timeout": 0.3}


@pytest.fixture
def cache(redis_server):
    with redis_server.client() as client:
        client.flushall()
    caching.outage.answered()
    made = RedisCache(redis_server.url_of(6), {"OPTIONS": OPTIONS})
    yield made
    made.redis._cache.get_client().connection_pool.disconnect()
    caching.outage.answered()


@pytest.fixture
def counts(cache, redis_server):
    """A cache beside the other, in which is counted."""
    made = RedisCounts(redis_server.url_of(6), {"OPTIONS": OPTIONS, "KEY_PREFIX": "counts"})
    yield made
    made.redis._cache.get_client().connection_pool.disconnect()


@pytest.fixture
def killed(cache, redis_server):
    """The cache with its server dead."""
    cache.set("word", "bridge")
    cache.set("number", 1)
    redis_server.kill()
    yield cache
    redis_server.start()


def everything_asked(cache) -> dict[str, object]:
    return {
        "get": cache.get("word"),
        "get with a default": cache.get("word", "none"),
        "get_many": cache.get_many(["word", "number"]),
        "has_key": "word" in cache,
        "add": cache.add("new", 1),
        "set": cache.set("word", "x"),
        "set_many": cache.set_many({"word": "x"}),
        "delete": cache.delete("word"),
        "delete_many": cache.delete_many(["word"]),
        "clear": cache.clear(),
        "get_or_set": cache.get_or_set("word", "made anew"),
    }


def test_cache_that_answers_holds_what_was_put_in(cache):
    cache.set("word", ["bridge"], 60)
    cache.set_many({"a": 1, "b": {"two": 2}})

    assert cache.get("word") == ["bridge"]
    assert cache.get_many(["a", "b", "c"]) == {"a": 1, "b": {"two": 2}}
    assert cache.get_many([]) == {}
    assert cache.add("a", 9) is False
    assert cache.add("d", 9) is True
    assert cache.delete("d") is True
    assert "d" not in cache
    assert not caching.outage.holds


def test_cache_whose_server_is_dead_answers_as_an_empty_one_that_keeps_nothing(killed):
    answers = everything_asked(killed)

    assert answers == {
        "get": None,
        "get with a default": "none",
        "get_many": {},
        "has_key": False,
        "add": True,
        "set": None,
        "set_many": [],
        "delete": False,
        "delete_many": None,
        "clear": False,
        "get_or_set": "made anew",
    }


@pytest.mark.parametrize(
    "ask",
    [
        lambda cache: cache.get("word"),
        lambda cache: cache.get_many(["word"]),
        lambda cache: cache.has_key("word"),
        lambda cache: cache.add("word", "x"),
        lambda cache: cache.set("word", "x"),
        lambda cache: cache.set_many({"word": "x"}),
        lambda cache: cache.delete("word"),
        lambda cache: cache.delete_many(["word"]),
        lambda cache: cache.clear(),
    ],
)
def test_cache_that_is_asked_first_after_its_server_died_raises_nothing(killed, ask):
    ask(killed)

    assert caching.outage.holds


def test_cache_says_once_that_its_server_is_away(killed, caplog):
    everything_asked(killed)

    said = [record.message for record in caplog.records if record.name == "outbox.outage"]
    assert said == ["Redis (cache) is away (ConnectionError); the site goes on without it"]


@pytest.mark.clock
def test_cache_whose_server_hangs_is_waited_for_once_by_all_threads(cache, redis_server):
    cache.set("word", "bridge")
    other = RedisCache(redis_server.url_of(6), {"OPTIONS": OPTIONS})
    redis_server.hang()
    try:
        begun = time.perf_counter()
        first = cache.get("word")
        after_first = time.perf_counter()
        rest = [cache.get("word") for _ in range(50)] + [other.get("word")]
        after_rest = time.perf_counter()
    finally:
        redis_server.resume()

    assert (first, set(rest)) == (None, {None})
    assert 0.25 < after_first - begun < 0.6
    assert after_rest - after_first < 0.05


def test_cache_is_asked_again_after_the_pause(killed, redis_server, monkeypatch):
    killed.get("word")
    redis_server.start()
    killed.set("word", "too early")
    monkeypatch.setattr(caching.outage, "until", 0)

    before = killed.get("word")
    killed.set("word", "back")

    assert (before, killed.get("word")) == (None, "back")
    redis_server.kill()


def test_cache_takes_nothing_that_was_not_signed_here(cache, redis_server, tmp_path):
    cache.set("word", "bridge")
    trap = pickle.dumps(Trap(tmp_path / "sprung"))
    with Redis.from_url(redis_server.url_of(6)) as client:
        signature = client.get(":1:word")[: caching.SIZE]
        client.set(":1:bare", trap)
        client.set(":1:signed", signature + trap)
        client.set(":1:short", b"x")
        client.set(":1:digits", b"9" * 5_000)

    assert cache.get("digits") is None
    found = cache.get_many(["bare"]), cache.get("signed", "miss"), cache.get("short"), cache.get("word")

    assert found == ({}, "miss", None, "bridge")
    assert not (tmp_path / "sprung").exists()
    assert not caching.outage.holds


def test_cache_signed_with_another_key_is_a_miss(cache, settings):
    cache.set("word", "bridge")
    settings.SECRET_KEY = "another"

    assert cache.get("word") is None


def test_value_that_somebody_put_under_another_key_is_a_miss(cache, redis_server):
    cache.set_many({"mine": "bridge", "theirs": "secret", "same": "old"})
    cache.set("same", "of version 2", version=2)
    other = RedisCache(redis_server.url_of(6), {"OPTIONS": OPTIONS, "KEY_PREFIX": "other"})
    with Redis.from_url(redis_server.url_of(6)) as client:
        theirs = client.get(":1:theirs")
        client.set(":1:mine", theirs)
        client.set("other:1:theirs", theirs)
        client.set(":1:same", client.get(":2:same"))

    found = cache.get("mine", "miss"), other.get("theirs", "miss"), cache.get("same", "miss")

    assert found == ("miss", "miss", "miss")
    assert cache.get_many(["mine", "same"]) == {}
    assert cache.get("theirs") == "secret"
    other.redis._cache.get_client().connection_pool.disconnect()


def test_number_that_somebody_put_there_is_a_miss_where_nothing_is_counted(cache, redis_server):
    cache.set("number", 1)
    with Redis.from_url(redis_server.url_of(6)) as client:
        client.set(":1:word", b"42")

    assert (cache.get("number"), cache.get("word", "miss")) == (1, "miss")


def test_counts_are_added_up_and_taken_back(counts):
    assert counts.add("tries", 0, 60) is True
    assert counts.add("tries", 0, 60) is False
    assert [counts.incr("tries"), counts.incr("tries", 4), counts.decr("tries")] == [1, 5, 4]
    assert counts.get("tries") == 4
    with pytest.raises(ValueError):
        counts.incr("none")


def test_counts_hold_nothing_but_whole_numbers(cache, counts, redis_server):
    cache.set("word", "bridge")
    with pytest.raises(TypeError):
        counts.set("word", "bridge")
    with Redis.from_url(redis_server.url_of(6)) as client:
        client.set("counts:1:tries", client.get(":1:word"))

    assert counts.get("tries", "miss") == "miss"
    with pytest.raises(ValueError):
        counts.incr("tries")
    assert not caching.outage.holds


def test_counts_whose_server_is_dead_are_none(counts, redis_server):
    redis_server.kill()

    assert counts.add("tries", 0) is True
    with pytest.raises(ValueError):
        counts.incr("tries")
    redis_server.start()


def test_key_of_another_kind_is_a_miss_and_no_reason_to_go_on_without_a_cache(cache, counts, redis_server):
    with Redis.from_url(redis_server.url_of(6)) as client:
        client.lpush(":1:list", "x")
        client.lpush("counts:1:list", "x")

    assert cache.get("list", "miss") == "miss"
    assert cache.get_many(["list"]) == {}
    with pytest.raises(ValueError):
        counts.incr("list")
    assert not caching.outage.holds
