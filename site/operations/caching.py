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
        """What goes into Redis."""
        body = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        return _signature(body) + body

    def loads(self, data: bytes) -> Any:
        """What was put in; raises Forged for anything that this site did not sign."""
        signature, body = data[:SIZE], data[SIZE:]
        if not hmac.compare_digest(signature, _signature(body)):
            raise Forged
        return pickle.loads(body)  # noqa: S301


def _signature(body: bytes) -> bytes:
    return salted_hmac(SALT, body, secret=settings.SECRET_KEY, algorithm="sha256").digest()


class NumberSerializer:
    """Whole numbers as they are, so that Redis can count; nothing else."""

    def dumps(self, value: Any) -> int:
        """What goes into Redis; raises TypeError for anything but a whole number."""
        if type(value) is not int:
            raise TypeError(f"{type(value).__name__} is no count")
        return value

    def loads(self, data: bytes) -> int:
        """The number; raises Forged for anything else."""
        try:
            return int(data)
        except ValueError as error:
            raise Forged from error


class RedisCache(django_redis.RedisCache):
    """Django's cache in Redis, that may be away: then it answers as Django's dummy cache does.

    Each value is signed together with its key: who can write to Redis could otherwise put one page under
    the address of another.
    """

    serializer: type[SignedSerializer] | type[NumberSerializer] = SignedSerializer

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._options = {**self._options, "serializer": self.serializer}

    def _try(self, ask: Callable[[], Any], *, otherwise: Any) -> Any:
        if outage.holds:
            return otherwise
        try:
            answer = ask()
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
        return self.make_key(key, version=version), value

    def _unbound(self, key: str, found: Any, version: int | None) -> Any:
        """The value that was put under this key; raises Forged for one of another key."""
        bound_to, value = found
        if bound_to != self.make_key(key, version=version):
            raise Forged
        return value

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        parent, bound = super(), self._bound(key, value, version)
        return self._try(lambda: parent.add(key, bound, timeout, version), otherwise=True)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        parent = super()

        def ask() -> Any:
            found = parent.get(key, None, version)
            return default if found is None else self._unbound(key, found, version)

        return self._try(ask, otherwise=default)

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        parent, bound = super(), self._bound(key, value, version)
        self._try(lambda: parent.set(key, bound, timeout, version), otherwise=None)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        parent = super()
        return self._try(lambda: parent.touch(key, timeout, version), otherwise=False)

    def delete(self, key: str, version: int | None = None) -> bool:
        parent = super()
        return self._try(lambda: parent.delete(key, version), otherwise=False)

    def get_many(self, keys: Any, version: int | None = None) -> dict[str, Any]:
        parent, wanted = super(), list(keys)

        def ask() -> dict[str, Any]:
            found = parent.get_many(wanted, version)
            return {key: self._unbound(key, value, version) for key, value in found.items()}

        # Redis takes a question about nothing for a mistake.
        return self._try(ask, otherwise={}) if wanted else {}

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
        parent, bound = super(), {key: self._bound(key, value, version) for key, value in data.items()}
        return self._try(lambda: parent.set_many(bound, timeout, version), otherwise=[])

    def delete_many(self, keys: Any, version: int | None = None) -> None:
        parent = super()
        self._try(lambda: parent.delete_many(keys, version), otherwise=None)

    def clear(self) -> bool:
        parent = super()
        return self._try(lambda: parent.clear(), otherwise=False)


class RedisCounts(RedisCache):
    """The same for counts, which Redis itself adds up and so cannot be signed."""

    serializer = NumberSerializer

    def _bound(self, key: str, value: Any, version: int | None) -> Any:
        return value

    def _unbound(self, key: str, found: Any, version: int | None) -> Any:
        return found
