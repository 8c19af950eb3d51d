"""Reaching Elasticsearch: where it is, who we are there, and how long we wait."""

import math
import time
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from elasticsearch import ApiError, Elasticsearch, TransportError

# Limits of time differ by whole steps of so many seconds.
STEP = 0.02


@dataclass(frozen=True, slots=True)
class Connection:
    """Hosts, login, names and limits of time; what a site sets.

    A search has ``search_seconds`` in all, after that the database answers. Writing is nobody's
    wait: a request of it may take ``write_seconds``.
    """

    hosts: tuple[str, ...]
    user: str = ""
    password: str = field(default="", repr=False)
    ca_certs: str = ""
    prefix: str = "regiobrug"
    search_seconds: float = 0.8
    write_seconds: float = 30.0

    @property
    def alias(self) -> str:
        """The name under which the site searches, whichever index answers."""
        return f"{self.prefix}-pages"

    def patient(self) -> "Connection":
        """The same, where nobody waits for the answer: a busy server may take its time."""
        return replace(self, search_seconds=self.write_seconds)

    def reachable(self) -> bool:
        """Whether an Elasticsearch that we can talk to is there, whatever it holds; waits 2 s at most."""
        try:
            self.client().options(request_timeout=2).cluster.health()
        except (ApiError, TransportError):
            return False
        return True

    def client(self) -> Elasticsearch:
        return _client(self)

    def client_within(self, seconds: float) -> Elasticsearch:
        """The same client, with at most so long for a request, rounded up."""
        return _client_within(self, math.ceil(seconds / STEP))


@lru_cache(maxsize=8)
def _client(connection: Connection) -> Elasticsearch:
    options: dict[str, Any] = {}
    if connection.user:
        options["basic_auth"] = (connection.user, connection.password)
    if connection.ca_certs:
        options["ca_certs"] = connection.ca_certs
    # A node that refuses is passed over at once. One that hangs, or says that it cannot, is not asked
    # again: who waits for a search waits for one answer, and the outbox tries again by itself.
    return Elasticsearch(
        list(connection.hosts),
        retry_on_timeout=False,
        retry_on_status=(),
        max_retries=len(connection.hosts) - 1,
        request_timeout=connection.write_seconds,
        **options,
    )


@lru_cache(maxsize=64)
def _client_within(connection: Connection, steps: int) -> Elasticsearch:
    # Made once for each length: the library builds some forty objects for a client with other options.
    return _client(connection).options(request_timeout=steps * STEP)


class Budget:
    """What is left of the time that several requests share."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds, never less than a hundredth: an answer that is there already is taken."""
        return max(self._until - time.monotonic(), 0.01)
