"""The database as one file, and back: by SQLite itself, or by PostgreSQL's own programs."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from django.contrib.sessions.models import Session
from django.core.management import CommandError
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


def copy_out(folder: Path) -> None:
    """Copy the database into ``folder`` as it is at one moment, in use or not.

    Without its sessions: who finds a copy would otherwise be logged in as whoever was at that moment.
    """
    sessions = Session._meta.db_table
    path = folder / NAMES[connection.vendor]
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(path)) as target:
            connection.connection.backup(target)
            # Written over, for a row that is deleted stays in the file until its place is needed.
            target.execute("PRAGMA secure_delete = ON")
            target.execute(f"DELETE FROM {sessions}")  # noqa: S608
            target.commit()
        return
    how = ("--format=custom", "--no-owner", "--no-privileges", f"--exclude-table-data={sessions}")
    with _program("pg_dump", *how, f"--file={path}"):
        pass


def put_back(folder: Path) -> None:
    """Replace the database by the copy in ``folder``; all of it or nothing."""
    path = folder / NAMES[connection.vendor]
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(path)) as source:
            source.backup(connection.connection)
        connection.close()
        return
    connection.close()
    # Not by ``pg_restore --clean``: that leaves the tables that came after the copy, and stumbles over those
    # that refer to what it drops. So it writes what psql is to do, in one transaction.
    how = ("--no-owner", "--no-privileges", "--file=-", str(path))
    so = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--set=VERBOSITY=verbose")
    with (
        _program("pg_restore", *how, stdout=subprocess.PIPE) as reading,
        _program("psql", *so, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as filling,
        # What psql refuses ends it, and then there is nobody to write to.
        suppress(BrokenPipeError),
        filling.stdin,
    ):
        with reading.stdout:
            filling.stdin.write(EMPTY)
            shutil.copyfileobj(reading.stdout, filling.stdin)
        # Without this word nothing has happened.
        if reading.wait() == 0:
            filling.stdin.write(b"COMMIT;\n")


@contextmanager
def _program(program: str, *arguments: str, **options: Any) -> Iterator[Any]:
    """One of PostgreSQL's programs, connected to the database of this site, to its end; raises CommandError
    with what it said when it failed."""
    found = shutil.which(program)
    if found is None:
        raise CommandError(_("%(program)s is not here; install PostgreSQL's client.") % {"program": program})
    command, environment = connection.client.settings_to_cmd_args_env(connection.settings_dict, arguments)
    if program == "pg_restore":
        # It reads a file and writes what psql is to do.
        command = [program, *arguments]
    environment = {**os.environ, **(environment or {})}
    with TemporaryFile("w+") as said:
        with subprocess.Popen([found, *command[1:]], env=environment, stderr=said, **options) as process:
            yield process
        if process.returncode:
            said.seek(0)
            why = said.read().strip()
            if _IN_USE in why:
                raise CommandError(_("The database is in use; stop the site first, then try again."))
            raise CommandError(f"{program}: {why[-500:]}")
