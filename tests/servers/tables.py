"""The database of a test run: its tables are made once, kept and laid in it; for some modules the demo is."""

import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from psycopg import sql
from pytest_django import DjangoDbBlocker
from wagtail.models import Site

from tests.architecture.rooms import CHECKOUT, ROOMS, folder
from tests.servers.elasticsearch_distribution import cache
from tests.servers.kept_sites import DEMO, TEMPLATES, KeptSite, kept_on_sqlite


def _kept_tables() -> Path:
    """A file for the tables of these migrations, of ours and of the locked libraries."""
    found = hashlib.sha256((CHECKOUT / "uv.lock").read_bytes())
    for room in ROOMS:
        for path in sorted((folder(room) / "migrations").glob("*.py")):
            found.update(path.name.encode() + path.read_bytes())
    return cache() / "tables" / f"{found.hexdigest()[:16]}.sqlite3"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Lay the kept tables in the database before Django migrates it, which then has nothing left to do."""
    test = connection.settings_dict["TEST"]
    if connection.vendor != "sqlite":
        test["TEMPLATE"] = TEMPLATES["tables"]
        yield
        return
    test["NAME"] = f"file:regiobrug-{os.getpid()}?mode=memory&cache=shared"
    # It is there for as long as somebody is connected to it.
    with closing(sqlite3.connect(test["NAME"], uri=True)) as memory:
        if _kept_tables().exists():
            with closing(sqlite3.connect(_kept_tables())) as kept:
                kept.backup(memory)
        yield


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """What was laid in a database in memory must be left there; it is gone with the process."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Keep tables that were made now, for the next run."""
    if connection.vendor == "sqlite" and not _kept_tables().exists():
        _kept_tables().parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=_kept_tables().parent) as place, django_db_blocker.unblock():
            file = Path(place) / "tables.sqlite3"
            with closing(sqlite3.connect(file)) as kept:
                connection.connection.backup(kept)
            file.replace(_kept_tables())


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A site with the demo content for a module, gone after it; gives what loading it said.

    Each test of the module runs in a transaction of its own.
    """
    kept = KeptSite(Path(os.environ[DEMO])) if DEMO in os.environ else kept_on_sqlite("demo")
    # The demo has files to download and, so far, no pictures.
    shutil.copytree(
        kept.var / "documents", settings.STORAGES["documents"]["OPTIONS"]["location"], dirs_exist_ok=True
    )
    with django_db_blocker.unblock(), holding_the_demo(kept.var / "regiobrug.sqlite3"):
        yield kept.said


@contextmanager
def holding_the_demo(file: Path) -> Iterator[None]:
    """The database of the test run holds the demo, on SQLite of this file, until the block ends.

    Nobody may be in a transaction then.
    """
    lay = _on_sqlite(file) if connection.vendor == "sqlite" else _on_postgresql()
    with lay:
        _forget()
        yield
    _forget()


@contextmanager
def _on_sqlite(file: Path) -> Iterator[None]:
    connection.ensure_connection()
    memory = connection.connection
    with closing(sqlite3.connect(":memory:")) as before, closing(sqlite3.connect(file)) as demo:
        memory.backup(before)
        demo.backup(memory)
        yield
        before.backup(memory)


@contextmanager
def _on_postgresql() -> Iterator[None]:
    _copy(TEMPLATES["demo"])
    yield
    _copy(TEMPLATES["tables"])


def _copy(template: str) -> None:
    """Put a copy of the template in the place of the database of the test run."""
    parameters = connection.get_connection_params()
    name = parameters["dbname"]
    connection.close()
    server = psycopg.conninfo.make_conninfo(
        dbname="postgres", **{key: parameters[key] for key in ("user", "password", "host", "port")}
    )
    with psycopg.connect(server, autocommit=True) as maintenance:
        for statement, names in (
            ("DROP DATABASE {} WITH (FORCE)", [name]),
            ("CREATE DATABASE {} TEMPLATE {}", [name, template]),
        ):
            maintenance.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _forget() -> None:
    """What this process remembers of the rows that were there."""
    ContentType.objects.clear_cache()
    Site.clear_site_root_paths_cache()
