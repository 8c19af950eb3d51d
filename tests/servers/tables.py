"""The database of a test run: its tables are made once, kept by a hash of what makes them, and copied."""

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests.architecture.rooms import CHECKOUT, ROOMS, folder
from tests.servers.elasticsearch_distribution import cache

# Where a PostgreSQL was started for this run, the name of a database with the tables in it.
TEMPLATE = "REGIOBRUG_TEST_TEMPLATE"


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
        test["TEMPLATE"] = os.environ.get(TEMPLATE)
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
def django_db_setup(django_db_setup: None, django_db_blocker) -> None:
    """Keep tables that were made now, for the next run."""
    if connection.vendor == "sqlite" and not _kept_tables().exists():
        _kept_tables().parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=_kept_tables().parent) as place, django_db_blocker.unblock():
            file = Path(place) / "tables.sqlite3"
            with closing(sqlite3.connect(file)) as kept:
                connection.connection.backup(kept)
            file.replace(_kept_tables())
