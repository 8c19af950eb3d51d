"""The real servers as pytest fixtures; a missing one is a skip, in CI a failure."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.architecture.rooms import CHECKOUT
from tests.servers.elasticsearch import ElasticsearchCluster, elasticsearch
from tests.servers.installation import Installation
from tests.servers.postgresql import PostgresqlServer, postgresql
from tests.servers.redis import RedisServer, redis
from tests.servers.required import provided


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresqlServer]:
    """One PostgreSQL for all tests; who kills or hangs it starts or resumes it again."""
    with provided(postgresql()) as server:
        yield server


@pytest.fixture(scope="session")
def site_database(
    postgresql_server: PostgresqlServer, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], str]:
    """Gives the address of a new PostgreSQL database with the site's tables, as often as it is called.

    The tables are made once, in a template; to drop a copy is left to who made it, or to the end.
    """
    template = "site_template"
    made = Installation(tmp_path_factory.mktemp("migrate"), postgresql_server.create_database(template))
    made.run(str(CHECKOUT / "manage.py"), "migrate", "--verbosity", "0")
    made.stop()
    numbers = itertools.count(1)
    return lambda: postgresql_server.create_database(f"site_{next(numbers)}", template=template)


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Installation]:
    """Makes a site on SQLite in an empty folder, with its tables and static files and nothing in it.

    Both are made once and copied. Who asks for one stops it.
    """
    var = tmp_path_factory.mktemp("small") / "site"
    first = Installation(var, f"sqlite:///{var / 'regiobrug.sqlite3'}")
    for command in (["migrate"], ["collectstatic", "--noinput"]):
        first.run(str(CHECKOUT / "manage.py"), *command, "--verbosity", "0")

    def copied(folder: Path) -> Installation:
        shutil.copytree(var, folder, dirs_exist_ok=True)
        return Installation(folder, f"sqlite:///{folder / 'regiobrug.sqlite3'}")

    return copied


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


@pytest.fixture(scope="module")
def secure_elasticsearch() -> Iterator[ElasticsearchCluster]:
    """One node with TLS and a user limited to `regiobrug-*`, for a module: it takes a gigabyte of memory."""
    with provided(elasticsearch(security=True, quick=True)) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def elasticsearch_cluster() -> Iterator[ElasticsearchCluster]:
    """Three nodes that form a cluster, for a module: they take two gigabytes of memory."""
    with provided(elasticsearch(nodes=3, heap="256m", quick=True)) as cluster:
        yield cluster
