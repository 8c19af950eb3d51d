"""The database as one file, and back: by SQLite itself, or by PostgreSQL's own programs."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from django.contrib.sessions.models import Session
from django.db import connection
from django.utils.translation import gettext as _

# What the file of each kind of database is called in a copy.
NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
# How PostgreSQL says that it waited too long for somebody else.
_IN_USE = "55P03"
EMPTY = b"""
SET client_min_messages = warning;
SET lock_timeout = '5s';
BEGIN;
DO $$ DECLARE ours text; BEGIN
  FOR ours IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
    EXECUTE format('DROP TABLE %I CASCADE', ours);
  END LOOP;
END $$;
"""


class Unusable(Exception):
    """A copy cannot be made or put back; the message says why, in the words of who keeps the site."""


def copy_out(folder: Path) -> str:
    """Copy the database into ``folder`` as it is at one moment, in use or not; gives the name of the file.

    Without its sessions: who finds a copy would otherwise be logged in as whoever was at that moment.
    """
    sessions = Session._meta.db_table
    name = NAMES[connection.vendor]
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(folder / name)) as target:
            connection.connection.backup(target)
            # Written over, for a row that is deleted stays in the file until its place is needed.
            target.execute("PRAGMA secure_delete = ON")
            target.execute(f"DELETE FROM {sessions}")  # noqa: S608
            target.commit()
    else:
        how = ("--format=custom", "--no-owner", "--no-privileges", f"--exclude-table-data={sessions}")
        with TemporaryFile("w+") as complaints:
            dumping = _start("pg_dump", *how, f"--file={folder / name}", stderr=complaints)
            _check("pg_dump", dumping, complaints)
    return name


def put_back(folder: Path) -> None:
    """Replace the database by the copy in ``folder``; all of it or nothing."""
    name = NAMES[connection.vendor]
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(folder / name)) as source:
            source.backup(connection.connection)
        connection.close()
        return
    connection.close()
    _refill(folder / name)


def _refill(dump: Path) -> None:
    """Empty the database and fill it from the dump, in one transaction. Not by ``pg_restore --clean``: that
    leaves the tables that came after the copy, and stumbles over those that refer to what it drops."""
    with TemporaryFile("w+") as complaints, TemporaryFile("w+") as refusals:
        how = ("--no-owner", "--no-privileges", "--file=-", str(dump))
        reading = _start("pg_restore", *how, stdout=subprocess.PIPE, stderr=complaints)
        how = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--set=VERBOSITY=verbose")
        filling = _start("psql", *how, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=refusals)
        # What psql refuses ends it, and then there is nobody to write to.
        with suppress(BrokenPipeError), filling.stdin:
            with reading.stdout:
                filling.stdin.write(EMPTY)
                shutil.copyfileobj(reading.stdout, filling.stdin)
            # Without this word nothing has happened.
            if reading.wait() == 0:
                filling.stdin.write(b"COMMIT;\n")
        _check("psql", filling, refusals)
        _check("pg_restore", reading, complaints)


def _check(program: str, process: subprocess.Popen[Any], said: IO[str]) -> None:
    """Wait for the end of a program; raises Unusable with what it said when it failed."""
    if process.wait():
        said.seek(0)
        why = said.read().strip()
        if _IN_USE in why:
            raise Unusable(_("The database is in use; stop the site first, then try again."))
        raise Unusable(f"{program}: {why[-500:]}")


def _start(program: str, *arguments: str, **options: Any) -> subprocess.Popen[Any]:
    """Start one of PostgreSQL's programs, connected to the database of this site."""
    found = shutil.which(program) or _installed(program)
    if found is None:
        raise Unusable(_("%(program)s is not here; install PostgreSQL's client.") % {"program": program})
    command, environment = connection.client.settings_to_cmd_args_env(connection.settings_dict, arguments)
    if program == "pg_restore":
        # It reads a file and writes what psql is to do.
        command = [program, *arguments]
    return subprocess.Popen([found, *command[1:]], env={**os.environ, **(environment or {})}, **options)


def _installed(program: str) -> str | None:
    """Debian keeps the programs of each version apart; the newest reads what older ones wrote."""
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), reverse=True)
    return str(places[0]) if places else None
