"""Sites that are made once and copied by every test that needs one; kept by a hash of all that makes them.

python -m tests.servers.kept_sites    makes them before anybody waits for one
"""

import contextlib
import fcntl
import functools
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.rooms import CHECKOUT
from tests.servers.demo_site import demo_site
from tests.servers.elasticsearch_distribution import cache
from tests.servers.installation import Installation
from tests.servers.postgresql import PostgresqlServer, postgresql, programs

# What a site holds: nothing but its tables; what `setup` gives it, and somebody who may edit it; the demo;
# the furnished country.
STAGES = ("tables", "furnished", "demo", "country")
EDITOR = ("redactie@voorbeeld.example", "een-lang-wachtwoord-voor-de-proef")
SOURCES = ("site", "casebook", "search", "events", "manage.py", "uv.lock")
SOURCES += ("tests/servers/kept_sites.py", "tests/servers/make_site.py", "tests/servers/demo_site.py")
SOURCES += ("tests/country",)
# What `on_postgresql` calls the databases that a test run on PostgreSQL copies.
TEMPLATES = {"tables": "template_tables", "demo": "template_demo"}
# Where it says to such a run what came with the demo.
DEMO = "REGIOBRUG_TEST_DEMO"
# Older ones are thrown away when a new one is made.
MOST_KEPT = 3
# Making the largest takes a minute of a processor that nobody else uses.
LONGEST = 900
MAKE = ("-m", "tests.servers.make_site")


@dataclass(frozen=True)
class KeptSite:
    """A site at rest: the folder it wrote in, what making it said, and of PostgreSQL its dump."""

    folder: Path

    @property
    def var(self) -> Path:
        return self.folder / "var"

    @property
    def dump(self) -> Path:
        return self.folder / "database.dump"

    @property
    def said(self) -> str:
        return (self.folder / "said.txt").read_text()


@functools.cache
def fingerprint() -> str:
    """A hash of what makes a site: the product, Python, and the day from which the demo counts its dates.

    It stays the same in one process, also when midnight passes or a file is saved.
    """
    found = hashlib.sha256(f"{sys.version} {time.strftime('%F')}".encode())
    for path in sorted(_files()):
        found.update(str(path.relative_to(CHECKOUT)).encode())
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()[:16]


def _files() -> Iterator[Path]:
    for name in SOURCES:
        top = CHECKOUT / name
        for path in [top] if top.is_file() else top.rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def kept_on_sqlite(stage: str) -> KeptSite:
    """A site on SQLite, made now if nobody made it yet; for reading and copying only."""

    def make(folder: Path) -> str:
        if stage == "demo":
            # As somebody does on a new machine: an empty folder and one command.
            with demo_site(folder / "var"):
                pass
            return (folder / "var" / "serve.log").read_text()
        if stage in ("furnished", "country"):
            shutil.copytree(kept_on_sqlite("tables").var, folder / "var")
        return _made(installed(folder / "var"), stage)

    return _kept(f"sqlite-{stage}", make)


def kept_on_postgresql(stage: str, server: PostgresqlServer) -> KeptSite:
    """A site on PostgreSQL as a dump with the files beside it, made now if nobody made it yet."""

    def make(folder: Path) -> str:
        name = f"making_{stage}"
        if stage == "tables":
            shutil.copytree(kept_on_sqlite("tables").var, folder / "var")
            (folder / "var" / "regiobrug.sqlite3").unlink()
            url = server.create_database(name)
        else:
            shutil.copytree(kept_on_postgresql("tables", server).var, folder / "var")
            url = restored("tables", server, name)
        said = _made(Installation(folder / "var", url), stage)
        target = folder / "database.dump"
        subprocess.run([programs()[0] / "pg_dump", "--format", "custom", "--file", target, url], check=True)
        server.drop_database(name)
        return said

    return _kept(f"postgresql-{server.version}-{stage}", make)


def restored(stage: str, server: PostgresqlServer, name: str) -> str:
    """A new database of this name with such a site in it; gives its address."""
    kept = kept_on_postgresql(stage, server)
    url = server.create_database(name)
    command = [programs()[0] / "pg_restore", "--no-owner", "--exit-on-error", "--dbname", url, kept.dump]
    subprocess.run(command, check=True)
    return url


def installed(var: Path) -> Installation:
    """A site on SQLite in this folder."""
    return Installation(var, f"sqlite:///{var / 'regiobrug.sqlite3'}")


def _made(site: Installation, stage: str) -> str:
    site.more = {"DJANGO_SUPERUSER_PASSWORD": EDITOR[1], "PGOPTIONS": "-c synchronous_commit=off"}
    try:
        return site.run(*MAKE, stage, EDITOR[0], seconds=LONGEST)
    finally:
        site.stop()
        for log in site.var.glob("*.log"):
            log.unlink()


def _kept(name: str, make: Callable[[Path], str]) -> KeptSite:
    all_kept = cache() / "sites"
    folder = all_kept / fingerprint() / name
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Of several processes that want it one makes it.
    with (folder.parent / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            with tempfile.TemporaryDirectory(dir=folder.parent) as made:
                said = make(Path(made))
                (Path(made) / "said.txt").write_text(said)
                # Of one that was stopped here.
                shutil.rmtree(f"{folder}.half", ignore_errors=True)
                shutil.copytree(made, f"{folder}.half")
            os.rename(f"{folder}.half", folder)
            _throw_away_old(all_kept)
    os.utime(folder.parent)
    return KeptSite(folder)


def _throw_away_old(all_kept: Path) -> None:
    by_age = sorted(all_kept.iterdir(), key=lambda each: each.stat().st_mtime, reverse=True)
    for old in by_age[MOST_KEPT:]:
        with contextlib.suppress(OSError):
            shutil.rmtree(old)


def main() -> None:
    """Make those that tests ask for."""
    with ThreadPoolExecutor() as threads, postgresql() as server:
        demo = threads.submit(kept_on_sqlite, "demo")
        kept_on_sqlite("furnished")
        for stage in ("furnished", "demo"):
            kept_on_postgresql(stage, server)
        demo.result()


if __name__ == "__main__":
    main()
