"""The peer as an installation: a stock site with the same pages, behind the same web server."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.rooms import CHECKOUT
from tests.benchmarks.corpus import where_the_corpus_is
from tests.benchmarks.data_sets import data_set, is_made
from tests.benchmarks.figures import progress
from tests.benchmarks.sites import LONGEST, Served, demo_installation, gunicorn, smaller

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

    def run(self, *arguments: str, seconds: float = LONGEST) -> str:
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
def peer_of_the_demo(database: str = "", *, pages: int = 0) -> Iterator[Peer]:
    """A peer with the pages of the demo, or with so many, in its index; SQLite unless told otherwise."""
    with tempfile.TemporaryDirectory(prefix="regiobrug-peer-") as folder:
        peer = Peer(Path(folder), database or f"sqlite:///{folder}/peer.sqlite3")
        become(peer, pages, is_file=not database)
        yield peer


def become(peer: Peer, pages: int, *, is_file: bool) -> None:
    """Let an empty peer be a copy of that of the demo, or of one among so many pages.

    One on a server is asked for by one part alone, and is made there each time.
    """
    if not is_file:
        fill(peer, pages, is_file=False)
        return
    name = f"peer-{pages or 'demo'}"

    def make(folder: Path) -> None:
        fill(peer, pages, is_file=True)
        shutil.copytree(peer.var, folder)

    is_new = not is_made(name)
    folder = data_set(name, make)
    if not is_new:
        shutil.copytree(folder, peer.var, dirs_exist_ok=True)


def fill(peer: Peer, pages: int, *, is_file: bool) -> None:
    """Give an empty peer the pages of the demo, and as many more as are asked for, all in its index."""
    if pages:
        become(peer, smaller(pages) if is_file else 0, is_file=is_file)
        progress(f"{pages} pages of the peer")
        peer.run("-m", "tests.benchmarks.lessons", "grow", str(pages), seconds=LONGEST)
        return
    progress("the peer")
    peer.manage("migrate", "--verbosity", "0")
    peer.manage("collectstatic", "--noinput", "--verbosity", "0")
    peer.manage("load_pages", str(data_set("pages-of-the-demo", dump) / "pages.json"))


def dump(folder: Path) -> None:
    """Write the pages of the demo to a file, as the peer loads them. Of the demo alone: what a site is grown
    by has nothing in fields that an editor has to fill in, and the peer takes pages as an editor's."""
    folder.mkdir()
    with demo_installation() as site:
        site.run("-m", "tests.benchmarks.demo_as_json", str(folder / "pages.json"), seconds=LONGEST)


@contextmanager
def served_peer(peer: Peer) -> Iterator[Served]:
    """The peer behind gunicorn, with the settings that the site has there."""
    with gunicorn("peer.wsgi:application", SOURCE, peer.environment) as web:
        yield web
