"""The peer as an installation: a stock site with the same pages, behind the same web server."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.rooms import CHECKOUT
from tests.benchmarks.corpus import where_the_corpus_is
from tests.benchmarks.figures import progress
from tests.benchmarks.sites import Served, gunicorn
from tests.servers.installation import Installation

SOURCE = Path(__file__).parent / "peer"


@dataclass
class Peer:
    """Where it writes, and its database."""

    var: Path
    database: str

    @property
    def environment(self) -> dict[str, str]:
        """This process's environment with the peer's own code first."""
        foreign = ("REGIOBRUG_", "DJANGO_", "PEER_")
        clean = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        return {
            **clean,
            **where_the_corpus_is(),
            "DJANGO_SETTINGS_MODULE": "peer.settings.production",
            "PEER_VAR": str(self.var),
            "PEER_DATABASE": self.database,
            "PYTHONPATH": f"{SOURCE}{os.pathsep}{CHECKOUT}",
        }

    def run(self, *arguments: str, seconds: float = 600) -> str:
        """Run Python with these arguments to its end; gives what it said."""
        command = [sys.executable, *arguments]
        done = subprocess.run(
            command, cwd=SOURCE, env=self.environment, capture_output=True, text=True, timeout=seconds
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
        return done.stdout

    def manage(self, *arguments: str) -> str:
        """Run a command of the peer."""
        return self.run("manage.py", *arguments)


@contextmanager
def empty_peer(database: str = "") -> Iterator[Peer]:
    """A peer with nothing but its home page; SQLite unless told otherwise."""
    with tempfile.TemporaryDirectory(prefix="regiobrug-peer-") as folder:
        peer = Peer(Path(folder), database or f"sqlite:///{folder}/peer.sqlite3")
        progress("the peer's tables and styles")
        peer.manage("migrate", "--verbosity", "0")
        peer.manage("collectstatic", "--noinput", "--verbosity", "0")
        yield peer


@contextmanager
def peer_of(site: Installation, database: str = "") -> Iterator[Peer]:
    """A peer with the pages of a site."""
    with empty_peer(database) as peer:
        file = peer.var / "pages.json"
        progress("the peer's pages")
        site.run("-m", "tests.benchmarks.demo_as_json", str(file), seconds=600)
        peer.manage("load_pages", str(file))
        yield peer


@contextmanager
def served_peer(peer: Peer) -> Iterator[Served]:
    """The peer behind gunicorn, with the settings that the site has there."""
    with gunicorn("peer.wsgi:application", SOURCE, peer.environment) as web:
        yield web
