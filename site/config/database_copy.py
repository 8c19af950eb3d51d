"""The database as one file, and back: by SQLite itself, or by PostgreSQL's own programs."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

_NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


class Unusable(Exception):
    """A copy cannot be made or put back; the message says why, in the words of who keeps the site."""


def copy_out(folder: Path) -> str:
    """Copy the database into ``folder`` as it is at one moment, in use or not; gives the name of the file."""
    name = _NAMES[connection.vendor]
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(folder / name)) as target:
            connection.connection.backup(target)
    else:
        _run("pg_dump", "--format=custom", "--no-owner", "--file", str(folder / name))
    return name


def put_back(folder: Path) -> None:
    """Replace the database by the copy in ``folder``; all of it or nothing."""
    name = _NAMES[connection.vendor]
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(folder / name)) as source:
            source.backup(connection.connection)
        connection.close()
        return
    options = ["--clean", "--if-exists", "--no-owner", "--exit-on-error", "--single-transaction"]
    database = str(connection.settings_dict["NAME"])
    connection.close()
    _run("pg_restore", *options, "--dbname", database, str(folder / name))


def _run(program: str, *arguments: str) -> None:
    settings: dict[str, Any] = connection.settings_dict
    found = shutil.which(program) or _installed(program)
    if found is None:
        raise Unusable(_("%(program)s is not here; install PostgreSQL's client.") % {"program": program})
    environment = {
        **os.environ,
        "PGHOST": str(settings["HOST"]),
        "PGPORT": str(settings["PORT"] or 5432),
        "PGUSER": str(settings["USER"]),
        "PGPASSWORD": str(settings["PASSWORD"]),
        "PGDATABASE": str(settings["NAME"]),
    }
    done = subprocess.run([found, *arguments], env=environment, capture_output=True, text=True)
    if done.returncode:
        raise Unusable(f"{program}: {done.stderr.strip()[-500:]}")


def _installed(program: str) -> str | None:
    """Debian keeps the programs of each version apart; the newest reads what older ones wrote."""
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), reverse=True)
    return str(places[0]) if places else None
