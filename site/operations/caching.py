"""The cache in Redis: when it is away every look is a miss, and what it holds must be ours."""

import hashlib
import hmac
import operator
import pickle
from typing import Any

from django.conf import settings
from django.core.cache.backends import redis as django_redis
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

from outbox.outage import Outage

LONGEST_NUMBER = 20
SIZE = hashlib.sha256().digest_size
# How Redis says that what lies under a key is not what was asked for.
NOT_OURS = ("WRONGTYPE", "value is not an integer")

# One for the process and not for each thread: the cache of every thread talks to the same server.
outage = Outage("Redis (cache)")


class Serializer:
    """Whole numbers as they are, so that Redis can count, and pickles with a signature: who can write to
    Redis could otherwise run what they like here."""

    def dumps(self, value: Any) -> int | bytes:
        if type(value) is int:
            return value
        body = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        return _signature(body) + body

    def loads(self, data: bytes) -> Any:
        """What was put there; None for what this site did not put there."""
        signature, body = data[:SIZE], data[SIZE:]
        if hmac.compare_digest(signature, _signature(body)):
            return pickle.loads(body)  # noqa: S301
        return int(data) if data.isdigit() and len(data) < LONGEST_NUMBER else None


def _signature(body: bytes) -> bytes:
    return salted_hmac("operations.caching", body, secret=settings.SECRET_KEY, algorithm="sha256").digest()


class RedisCache(BaseCache):
    """Django's cache in Redis, that may be away: then it answers as Django's dummy cache does.

    Each value is signed together with its key: who can write to Redis could otherwise put one page under
    the address of another.
    """

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(params)
        options = {**params.get("OPTIONS", {}), "serializer": Serializer}
        self.redis = django_redis.RedisCache(server, {**params, "OPTIONS": options})

    def _ask(self, name: str, *args: Any, otherwise: Any = None) -> Any:
        """The answer of Django's cache, or the other one where Redis is away or holds what is not ours."""
        if outage.holds:
            return otherwise
        try:
            answer = getattr(self.redis, name)(*args)
        except (RedisError, OSError) as error:
            if not str(error).startswith(NOT_OURS):
                outage.failed(error)
            return otherwise
        outage.answered()
        return answer

    def _bound(self, key: str, value: Any, version: int | None) -> Any:
        """What is signed for this key."""
        return self.make_key(key, version), value

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        found = self._ask("get", key, None, version)
        ours = isinstance(found, tuple) and found[0] == self.make_key(key, version)
        return found[1] if ours else default

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._ask("add", key, self._bound(key, value, version), timeout, version, otherwise=True)

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._ask("set", key, self._bound(key, value, version), timeout, version)

    def delete(self, key: str, version: int | None = None) -> bool:
        return self._ask("delete", key, version, otherwise=False)

    def clear(self) -> Any:
        return self._ask("clear", otherwise=False)


class RedisCounts(RedisCache):
    """The same for counts, which Redis itself adds up and so cannot be signed."""

    def _bound(self, key: str, value: Any, version: int | None) -> Any:
        return operator.index(value)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        found = self._ask("get", key, None, version)
        return found if isinstance(found, int) else default

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        found = self._ask("incr", key, delta, version)
        if found is None:
            # What the interface says of a key that is not there.
            raise ValueError(f"Key {key!r} not found")
        return found
