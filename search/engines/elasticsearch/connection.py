"""Reaching Elasticsearch: where it is, who we are there, and how long we wait.

Importing its client takes a third of a second, which a site without Elasticsearch is spared: functions import
it, and the modules ``queries`` and ``engine``, which are imported by functions themselves.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from search.port import EngineDown

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

# The name of the engine.
ELASTICSEARCH = "elasticsearch"


@contextmanager
def engine_down() -> Iterator[None]:
    """Raise EngineDown for whatever the client raises; usable as a decorator too."""
    from elasticsearch import ApiError, TransportError
    from elasticsearch.helpers import ScanError

    try:
        yield
    except (ApiError, TransportError, ScanError) as error:
        raise EngineDown(f"{type(error).__name__}: {error}") from error


@dataclass(frozen=True, slots=True)
class Connection:
    """What a site sets. A search has ``search_seconds`` in all, after that the database answers. Writing is
    nobody's wait: a request of it may take ``write_seconds``."""

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

    def reachable(self) -> bool:
        """Whether an Elasticsearch that we can talk to is there, whatever it holds; waits 2 s at most."""
        try:
            with engine_down():
                self.client(seconds=2).cluster.health()
        except EngineDown:
            return False
        return True

    def client(self, *, seconds: float | None = None) -> "Elasticsearch":
        """The client of this process, with at most so many ``seconds`` for a request."""
        client = _client(self)
        return client.options(request_timeout=seconds) if seconds else client


@lru_cache(maxsize=8)
def _client(connection: Connection) -> "Elasticsearch":
    from elasticsearch import Elasticsearch

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
