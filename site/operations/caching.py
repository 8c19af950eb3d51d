"""The cache in Redis: when it is away every look is a miss, and what it holds must be ours."""

import hashlib
import hmac
import pickle
from typing import Any

from django.conf import settings
from django.core.cache.backends import redis as django_redis
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

from outbox.outage import Outage

SIZE = hashlib.sha256().digest_size
SALT = "operations.caching"
# How Redis says that what lies under a key is not what was asked for.
NOT_OURS = ("WRONGTYPE", "value is not an integer")

# One for the process and not for each thread: the cache of every thread talks to the same server.
outage = Outage("Redis (cache)")


class Forged(Exception):
    """Something in the cache that this site did not put there."""


class SignedSerializer:
    """Pickles with a signature: who can write to Redis could otherwise run what they like here."""

    def dumps(self, value: Any) -> bytes:
        body = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        return _signature(body) + body

    def loads(self, data: bytes) -> Any:
        signature, body = data[:SIZE], data[SIZE:]
        if not hmac.compare_digest(signature, _signature(body)):
            raise Forged
        return pickle.loads(body)  # noqa: S301


def _signature(body: bytes) -> bytes:
    return salted_hmac(SALT, body, secret=settings.SECRET_KEY, algorithm="sha256").digest()


class NumberSerializer:
    """Whole numbers as they are, so that Redis can count; nothing else."""

    def dumps(self, value: Any) -> int:
        if type(value) is not int:
            raise TypeError(f"{type(value).__name__} is no count")
        return value

    def loads(self, data: bytes) -> int:
        try:
            return int(data)
        except ValueError as error:
            raise Forged from error


class RedisCache(BaseCache):
    """Django's cache in Redis, that may be away: then it answers as Django's dummy cache does.

    Each value is signed together with its key: who can write to Redis could otherwise put one page under
    the address of another.
    """

    serializer: type[SignedSerializer] | type[NumberSerializer] = SignedSerializer

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(params)
        options = {**params.get("OPTIONS", {}), "serializer": self.serializer}
        self.redis = django_redis.RedisCache(server, {**params, "OPTIONS": options})

    def _ask(self, name: str, *args: Any, otherwise: Any = None) -> Any:
        """The answer of Django's cache, or the other one where Redis is away or holds what is not ours."""
        if outage.holds:
            return otherwise
        try:
            answer = getattr(self.redis, name)(*args)
        except Forged:
            return otherwise
        except (RedisError, OSError) as error:
            if not str(error).startswith(NOT_OURS):
                outage.failed(error)
            return otherwise
        outage.answered()
        return answer

    def _bound(self, key: str, value: Any, version: int | None) -> Any:
        """What is signed for this key."""
        return self.make_key(key, version), value

    def _unbound(self, found: dict[str, Any], version: int | None) -> dict[str, Any]:
        """The values that were put under these keys, without those of other keys."""
        return {key: value for key, (to, value) in found.items() if to == self.make_key(key, version)}

    def get_many(self, keys: Any, version: int | None = None) -> dict[str, Any]:
        # Redis takes a question about nothing for a mistake.
        wanted = list(keys)
        return self._unbound(self._ask("get_many", wanted, version, otherwise={}), version) if wanted else {}

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self.get_many([key], version).get(key, default)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._ask("add", key, self._bound(key, value, version), timeout, version, otherwise=True)

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._ask("set", key, self._bound(key, value, version), timeout, version)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._ask("touch", key, timeout, version, otherwise=False)

    def delete(self, key: str, version: int | None = None) -> bool:
        return self._ask("delete", key, version, otherwise=False)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        found = self._ask("incr", key, delta, version)
        if found is None:
            # What the interface says of a key that is not there.
            raise ValueError(f"Key {key!r} not found")
        return found

    def clear(self) -> Any:
        return self._ask("clear", otherwise=False)


class RedisCounts(RedisCache):
    """The same for counts, which Redis itself adds up and so cannot be signed."""

    serializer = NumberSerializer

    def _bound(self, key: str, value: Any, version: int | None) -> Any:
        return value

    def _unbound(self, found: dict[str, Any], version: int | None) -> dict[str, Any]:
        return found
