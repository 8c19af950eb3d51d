"""A site that searches in a real Elasticsearch, for as long as a test lasts."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from accounts.viewer import Viewer
from outbox.drain import drain
from search.domain.engines import outside
from search.domain.queries.find import find
from search.domain.rebuild import rebuild
from search.engines.elasticsearch import indices
from search.engines.elasticsearch.connection import Connection
from search.engines.elasticsearch.writing import writing_name
from search.port import Query


@contextmanager
def searching_outside(settings: Any, hosts: Sequence[str], test: str) -> Iterator[Connection]:
    """An index that holds nothing yet, under a name (and so behind a breaker) that no other test uses."""
    settings.SEARCH_ELASTICSEARCH = {"hosts": hosts, "prefix": f"test-{abs(hash(test))}"}
    connection = outside()
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
