"""A real PostgreSQL in a temporary folder on a free port, with a database account of its own."""

import re
import secrets
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from signal import SIGINT
from typing import Any

import psycopg
from psycopg import sql

from tests.servers.accounts import Account, account, give, private_folder, runs_as
from tests.servers.ports import free_port
from tests.servers.required import Missing
from tests.servers.server import Server, clean_environment

OLDEST = 14
USER = "regiobrug"
INSTALL = "on Debian: apt-get install postgresql"


@dataclass
class PostgresqlServer(Server):
    """A PostgreSQL that is ours: `url` for the database `postgres`, `url_of(name)` for another."""

    password: str = ""
    version: int = 0

    @property
    def url(self) -> str:
        return self.url_of("postgres")

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.folder / "data"

    def url_of(self, database: str) -> str:
        """The address of a database, as Django's DATABASE_URL and psycopg read it."""
        return f"postgresql://{USER}:{self.password}@{self.host}:{self.port}/{database}"

    def ask(self, query: str) -> str:
        """The first value of the answer to a query in the database `postgres`."""
        with psycopg.connect(self.url, connect_timeout=2, autocommit=True) as connection:
            row = connection.execute(query.encode()).fetchone()
            assert row is not None
            return str(row[0])

    def create_database(self, name: str, template: str = "template1") -> str:
        """Make a database, a copy of the template (to which nobody may be connected); gives its address."""
        self._run(sql.SQL("CREATE DATABASE {} TEMPLATE {}"), name, template)
        return self.url_of(name)

    def drop_database(self, name: str) -> None:
        """Drop a database, also when somebody is connected to it."""
        self._run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)"), name)

    def _run(self, statement: sql.SQL, *names: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement.format(*map(sql.Identifier, names)))

    def answers(self) -> bool:
        try:
            return self.ask("SELECT pg_is_in_recovery()") == "False"
        except psycopg.OperationalError:
            return False

    def prove(self) -> None:
        assert self.ask("SHOW data_directory") == str(self.data)
        assert int(self.ask("SHOW server_version_num")) // 10000 == self.version
        assert int((self.data / "postmaster.pid").read_text().splitlines()[0]) == self.pid


def programs() -> tuple[Path, int]:
    """The folder of PostgreSQL's programs and its major version, the newest that is installed."""
    folders = list(Path("/usr/lib/postgresql").glob("*/bin"))
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).resolve().parent)
    found = [(_version(folder), folder) for folder in folders if (folder / "initdb").exists()]
    if not found or max(found)[0] < OLDEST:
        raise Missing(f"PostgreSQL {OLDEST} or newer", INSTALL)
    version, folder = max(found)
    return folder, version


def _version(folder: Path) -> int:
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True)
    number = re.search(r"\d+", said.stdout)
    assert number, said.stdout
    return int(number[0])


def _initialise(programs: Path, folder: Path, who: Account | None, password: str) -> None:
    """Make the data directory; whoever logs in needs the password, for others may be on this machine too."""
    secret = folder / "password"
    secret.touch(mode=0o600)
    secret.write_text(password)
    give(secret, who)
    command: list[Any] = [programs / "initdb", "--pgdata", folder / "data", "--username", USER]
    command += ["--pwfile", secret, "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8"]
    made = subprocess.run(
        [*command, "--no-sync"],
        cwd=folder,
        env=clean_environment(folder, {}),
        capture_output=True,
        text=True,
        **runs_as(who),
    )
    secret.unlink()
    assert made.returncode == 0, made.stdout + made.stderr


@contextmanager
def postgresql(
    *, durable: bool = False, settings: dict[str, str] | None = None
) -> Iterator[PostgresqlServer]:
    """A PostgreSQL for as long as the block lasts.

    Unless `durable`, nothing is forced to disk: a machine that goes down loses all, a killed process nothing.
    """
    folder_of_programs, version = programs()
    who = account("postgres")
    password = secrets.token_hex(16)
    chosen = {
        # Memory shared with parallel workers as files in the data directory: a kill leaves nothing elsewhere.
        "dynamic_shared_memory_type": "mmap",
        **({} if durable else {"fsync": "off", "full_page_writes": "off", "autovacuum": "off"}),
        **(settings or {}),
    }
    with private_folder("postgresql", who) as folder:
        begun = time.monotonic()
        _initialise(folder_of_programs, folder, who, password)
        port = free_port()
        command = [str(folder_of_programs / "postgres"), "-D", str(folder / "data"), "-k", str(folder)]
        command += ["-h", "127.0.0.1", "-p", str(port)]
        command += [part for name, value in chosen.items() for part in ("-c", f"{name}={value}")]
        server = PostgresqlServer(
            "PostgreSQL", command, port, folder, who, stop_signal=SIGINT, password=password, version=version
        )
        try:
            server.start()
            server.seconds_to_start = time.monotonic() - begun
            yield server
        finally:
            # Its data go with the folder: nothing has to be written down first.
            server.kill()
