"""Every engine, one after the other: SQLite always, real servers where they are."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from search.engines.elasticsearch import indices
from search.engines.elasticsearch.connection import Connection
from search.evaluation.throwaway import empty_index
from tests.search.contract.subject import FACETS, Asking, DatabaseSubject, ElasticsearchSubject
from tests.servers.elasticsearch import ElasticsearchCluster

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("contract")


@pytest.fixture(
    params=[
        "sqlite",
        *(pytest.param(name, marks=pytest.mark.live) for name in ("postgresql", "elasticsearch")),
    ]
)
def subject(request: pytest.FixtureRequest, db: None) -> Asking:
    """An engine with nothing in it."""
    return request.getfixturevalue(f"{request.param}_subject")


@pytest.fixture
def sqlite_subject(tmp_path: Path) -> Iterator[Asking]:
    with empty_index({"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "index")}) as alias:
        yield DatabaseSubject(alias)


@pytest.fixture
def postgresql_subject(postgresql_settings: dict[str, str]) -> Iterator[Asking]:
    with empty_index(postgresql_settings) as alias:
        yield DatabaseSubject(alias)


@pytest.fixture
def elasticsearch_subject(elasticsearch_server: ElasticsearchCluster) -> Iterator[Asking]:
    # What is found is asked here; how long a visitor waits for it, in other tests.
    hosts = tuple(elasticsearch_server.urls)
    connection = Connection(hosts=hosts, prefix="contract", search_seconds=20)
    index = indices.create(connection, FACETS)
    indices.put_in_place(connection, index)
    yield ElasticsearchSubject(connection)
    indices.drop(connection.client(), index)


@pytest.fixture
def postgresql_settings(postgresql_server) -> Iterator[dict[str, str]]:
    parts = urlsplit(postgresql_server.create_database("contract"))
    yield {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": parts.username or "",
        "PASSWORD": parts.password or "",
        "HOST": parts.hostname or "",
        "PORT": str(parts.port),
    }
    postgresql_server.drop_database("contract")
