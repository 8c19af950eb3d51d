"""The cache in Redis: when it is away every look is a miss, and what it holds must be ours."""

import hashlib
import hmac
import pickle
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache.backends import redis as django_redis
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

from outbox.outage import Outage

SIZE = hashlib.sha256().digest_size
SALT = "config.caching"

# One for the process and not for each thread: the cache of every thread talks to the same server.
outage = Outage("Redis (cache)")


class Forged(Exception):
    """Something in the cache that this site did not put there."""


class SignedSerializer:
    """Pickles with a signature: who can write to Redis could otherwise run what they like here."""

    def dumps(self, value: Any) -> Any:
        """What goes into Redis; a whole number as it is, so that Redis can count."""
        if type(value) is int:
            return value
        body = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        return _signature(body) + body

    def loads(self, data: bytes) -> Any:
        """What was put in; raises Forged for anything that this site did not sign."""
        try:
            return int(data)
        except ValueError:
            signature, body = data[:SIZE], data[SIZE:]
        if not hmac.compare_digest(signature, _signature(body)):
            raise Forged
        return pickle.loads(body)  # noqa: S301


def _signature(body: bytes) -> bytes:
    return salted_hmac(SALT, body, secret=settings.SECRET_KEY, algorithm="sha256").digest()


class RedisCache(django_redis.RedisCache):
    """Django's cache in Redis, that may be away: then it answers as Django's dummy cache does."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        # Keep nothing longer than so many seconds, whoever asks for it.
        self._options = dict(self._options)
        self._longest: int | None = self._options.pop("longest", None)

    def get_backend_timeout(self, timeout: Any = DEFAULT_TIMEOUT) -> int | None:
        wanted = super().get_backend_timeout(timeout)
        if self._longest is None:
            return wanted
        return self._longest if wanted is None else min(wanted, self._longest)

    def _try(self, ask: Callable[[], Any], *, otherwise: Any) -> Any:
        if outage.holds:
            return otherwise
        try:
            answer = ask()
        except Forged:
            return otherwise
        except (RedisError, OSError) as error:
            outage.failed(error)
            return otherwise
        outage.answered()
        return answer

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        parent = super()
        return self._try(lambda: parent.add(key, value, timeout, version), otherwise=True)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        parent = super()
        return self._try(lambda: parent.get(key, default, version), otherwise=default)

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        parent = super()
        self._try(lambda: parent.set(key, value, timeout, version), otherwise=None)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        parent = super()
        return self._try(lambda: parent.touch(key, timeout, version), otherwise=False)

    def delete(self, key: str, version: int | None = None) -> bool:
        parent = super()
        return self._try(lambda: parent.delete(key, version), otherwise=False)

    def get_many(self, keys: Any, version: int | None = None) -> dict[str, Any]:
        parent, wanted = super(), list(keys)
        # Redis takes a question about nothing for a mistake.
        return self._try(lambda: parent.get_many(wanted, version), otherwise={}) if wanted else {}

    def has_key(self, key: str, version: int | None = None) -> bool:
        parent = super()
        return self._try(lambda: parent.has_key(key, version), otherwise=False)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        parent = super()
        found = self._try(lambda: parent.incr(key, delta, version), otherwise=None)
        if found is None:
            # What the interface says of a key that is not there.
            raise ValueError(f"Key {key!r} not found")
        return found

    def set_many(self, data: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> list[str]:
        parent = super()
        return self._try(lambda: parent.set_many(data, timeout, version), otherwise=[])

    def delete_many(self, keys: Any, version: int | None = None) -> None:
        parent = super()
        self._try(lambda: parent.delete_many(keys, version), otherwise=None)

    def clear(self) -> bool:
        parent = super()
        return self._try(lambda: parent.clear(), otherwise=False)
