"""A site that searches in a real Elasticsearch, for as long as a test lasts."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from accounts.viewer import Viewer
from outbox.drain import drain
from search.domain.engines import breaker_of, elasticsearch_connection
from search.domain.queries.find import find
from search.domain.rebuild import rebuild
from search.engines.analysed import Analysed
from search.engines.database import stored
from search.engines.elasticsearch import indices
from search.engines.elasticsearch.connection import Connection
from search.engines.elasticsearch.indices import writing_name
from search.port import Query, Searcher


@contextmanager
def searching_outside(
    settings: Any, hosts: Sequence[str], test: str, **more: str | float
) -> Iterator[Connection]:
    """An index that holds nothing yet, under a name (and so behind a breaker) that no other test uses."""
    settings.SEARCH_ELASTICSEARCH = {"hosts": hosts, "prefix": f"test-{abs(hash(test))}", **more}
    connection = elasticsearch_connection()
    assert connection is not None
    rebuild(connection)
    yield connection
    for name in indices.every(connection):
        indices.drop(connection.client(), name)


def settle(connection: Connection) -> None:
    """Keep what was promised, and let it be found."""
    while drain():
        pass
    connection.client().indices.refresh(index=connection.alias)


def writing(connection: Connection) -> str:
    """The name by which the index that answers is written to."""
    return writing_name(str(indices.answering(connection)))


def ghost_of(page_id: int) -> Analysed:
    """The document of this page as if it were that of page 999,999, which there is not."""
    (ghost,) = stored([page_id]).values()
    ghost.entry.page_id = 999_999
    return ghost


def found(words: str) -> list[int]:
    """The pages that everybody finds, in order; never by the engine behind."""
    results = find(Query(text=words), Viewer.public())
    assert not results.results.degraded
    return [one.page.pk for one in results.hits]


def held(connection: Connection) -> dict[int, int]:
    """The pages in the index with their versions, whatever the database says."""
    connection.client().indices.refresh(index=connection.alias)
    answer = connection.client().search(index=connection.alias, size=100)
    return {hit["_source"]["page_id"]: hit["_source"]["source_version"] for hit in answer["hits"]["hits"]}


def ask(words: str, using: Searcher | None = None) -> tuple[list[int], bool, float]:
    """The pages that everybody finds (50 at most), whether the answer was degraded, the seconds it took."""
    began = time.monotonic()
    answer = find(Query(text=words, size=50), Viewer.public(), using=using)
    return [one.page.pk for one in answer.hits], answer.results.degraded, time.monotonic() - began


def ask_outside(words: str, seconds: float = 20) -> tuple[list[int], bool, float]:
    """The same, once Elasticsearch answers in time: a busy machine may keep it from that at first."""
    until = time.monotonic() + seconds
    while (answer := ask(words))[1] and time.monotonic() < until:
        time.sleep(0.2)
    return answer


def wait_until_back(connection: Connection, seconds: float = 20) -> None:
    """Wait until this process asks Elasticsearch again."""
    until = time.monotonic() + seconds
    while breaker_of(connection).open:
        assert time.monotonic() < until, "the breaker stays open"
        time.sleep(0.1)
