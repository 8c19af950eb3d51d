"""The real servers as pytest fixtures; a missing one is a skip, in CI a failure."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.servers.elasticsearch import ElasticsearchCluster, elasticsearch
from tests.servers.installation import Installation
from tests.servers.kept_sites import installed, kept_on_postgresql, kept_on_sqlite, restored
from tests.servers.postgresql import PostgresqlServer, postgresql
from tests.servers.redis import RedisServer, redis
from tests.servers.required import provided

ELASTICSEARCH = {"elasticsearch_server", "secure_elasticsearch", "elasticsearch_cluster"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs an Elasticsearch: it runs in a process of its own, beside what needs none."""
    for item in items:
        if ELASTICSEARCH.intersection(item.fixturenames) or "elasticsearch" in item.name:
            item.add_marker("elasticsearch")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresqlServer]:
    """One PostgreSQL for all tests; who kills or hangs it starts or resumes it again."""
    with provided(postgresql()) as server:
        yield server


@pytest.fixture(scope="session")
def site_database(postgresql_server: PostgresqlServer) -> Callable[..., str]:
    """Gives the address of a new PostgreSQL database with a site in it, as often as it is called.

    It has the tables of a site and nothing in them, or another stage of `kept_sites`. To drop it is left to
    who made it, or to the end.
    """
    numbers = itertools.count(1)
    templates: set[str] = set()

    def made(stage: str = "tables") -> str:
        template = f"copied_{stage}"
        if stage not in templates:
            restored(stage, postgresql_server, template)
            templates.add(stage)
        return postgresql_server.create_database(f"site_{next(numbers)}", template=template)

    return made


@pytest.fixture(scope="session")
def small_site() -> Callable[..., Installation]:
    """Makes a site on SQLite in a folder, of one of the stages of `kept_sites`; who asks for it stops it."""

    def copied(folder: Path, stage: str = "tables") -> Installation:
        shutil.copytree(kept_on_sqlite(stage).var, folder, dirs_exist_ok=True)
        return installed(folder)

    return copied


@pytest.fixture(scope="session")
def large_site(
    postgresql_server: PostgresqlServer, site_database: Callable[..., str]
) -> Callable[..., Installation]:
    """The same on PostgreSQL."""

    def copied(folder: Path, stage: str = "tables") -> Installation:
        shutil.copytree(kept_on_postgresql(stage, postgresql_server).var, folder, dirs_exist_ok=True)
        return Installation(folder, site_database(stage))

    return copied


@pytest.fixture(scope="session")
def site_on(request: pytest.FixtureRequest) -> Callable[..., Installation]:
    """Makes a site on `sqlite` or `postgresql`; the server is started when somebody asks for it."""
    kinds = {"sqlite": "small_site", "postgresql": "large_site"}

    def made(database: str, folder: Path, stage: str = "tables") -> Installation:
        site: Installation = request.getfixturevalue(kinds[database])(folder, stage)
        return site

    return made


@pytest.fixture(scope="session")
def redis_server() -> Iterator[RedisServer]:
    """One Redis for all tests."""
    with provided(redis()) as server:
        yield server


@pytest.fixture(scope="session")
def elasticsearch_server() -> Iterator[ElasticsearchCluster]:
    """One Elasticsearch node without security for all tests."""
    with provided(elasticsearch(quick=True)) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def secure_elasticsearch() -> Iterator[ElasticsearchCluster]:
    """One node with TLS and a user limited to `regiobrug-*`: it takes a gigabyte of memory."""
    with provided(elasticsearch(security=True, quick=True)) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def elasticsearch_cluster() -> Iterator[ElasticsearchCluster]:
    """Three nodes that form a cluster: they take two gigabytes of memory."""
    with provided(elasticsearch(nodes=3, heap="256m", quick=True)) as cluster:
        yield cluster
