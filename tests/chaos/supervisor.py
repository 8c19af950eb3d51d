"""The whole site on real servers: started, seen to be alive, and what died started again."""

import shutil
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from signal import SIGCONT
from typing import Any

import psycopg
from elasticsearch import Elasticsearch

from tests.architecture.rooms import CHECKOUT
from tests.servers.elasticsearch import ElasticsearchCluster, elasticsearch
from tests.servers.installation import Installation, Program, eventually
from tests.servers.kept_sites import kept_on_postgresql, restored
from tests.servers.ports import free_port
from tests.servers.postgresql import PostgresqlServer, postgresql
from tests.servers.processes import family, send
from tests.servers.redis import RedisServer, redis
from tests.servers.server import Server

# A promise in the hands of somebody dead is free again after so many seconds.
LEASE = 12
PARTS = ("web", "worker", "beat")
Rows = list[tuple[Any, ...]]
Provide = Callable[[AbstractContextManager[Any]], AbstractContextManager[Any]]


@dataclass
class Supervisor:
    """Servers and parts of one site, and how to look into them from outside."""

    installation: Installation
    database: PostgresqlServer
    broker: RedisServer
    outside: ElasticsearchCluster
    port: int
    control: Path
    restarts: int = 0

    @property
    def url(self) -> str:
        """Where the site answers."""
        return f"http://localhost:{self.port}"

    @property
    def media(self) -> Path:
        """Where pictures and their sizes lie."""
        return self.installation.var / "media"

    @property
    def servers(self) -> tuple[Server, ...]:
        """PostgreSQL, Redis and Elasticsearch."""
        return self.database, self.broker, self.outside.node

    def query(self, text: str, *values: Any) -> Rows:
        """Ask the database."""
        with psycopg.connect(self.installation.database, autocommit=True, connect_timeout=5) as connection:
            # Values are written into the text, so that they may stand in any statement.
            cursor = psycopg.ClientCursor(connection).execute(text.encode(), values or None)
            return cursor.fetchall() if cursor.description else []

    def search_client(self) -> Elasticsearch:
        """A client of Elasticsearch; close it."""
        return self.outside.client(request_timeout=10)

    def part(self, name: str) -> Program:
        """The running or last started web, worker or beat."""
        return next(one for one in reversed(self.installation.programs) if one.name == name)

    def start_part(self, name: str) -> None:
        """Start web, worker or beat, and wait until it is ready."""
        start = {"web": self._web, "worker": self._worker, "beat": self.installation.beat}
        start[name]()

    def heal(self) -> list[str]:
        """Let go on what hangs and start what died; gives the names of what was started."""
        started = []
        for server in self.servers:
            server.resume()
            if not server.running:
                started.append(server.name)
                server.start()
        for name in PARTS:
            self.resume_part(name)
            if self.part(name).process.poll() is not None:
                started.append(name)
                self.start_part(name)
        self.restarts += len(started)
        return started

    def resume_part(self, name: str) -> None:
        """Let a part that stands still go on."""
        program = self.part(name)
        if program.process.poll() is None:
            send(family(program.process.pid), SIGCONT)

    def slow(self, on: bool) -> None:
        """Let the keeping of each promise take longer, or no more."""
        (self.control / "slow").touch() if on else (self.control / "slow").unlink(missing_ok=True)

    def _web(self) -> None:
        program = self.installation.web(self.port, "--workers", "2", "--threads", "4")
        eventually(self._answers, 60, program.said)

    def _worker(self) -> None:
        self.installation.worker("--concurrency", "2")

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/livez", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False


@contextmanager
def supervised(var: Path, provide: Provide = lambda server: server) -> Iterator[Supervisor]:
    """A site with everything running, as long as the block lasts; ``provide`` may skip what is missing."""
    port = free_port()
    control = var / "control"
    for name in ("armed", "hit"):
        (control / name).mkdir(parents=True)
    with ExitStack() as stack:
        database = stack.enter_context(provide(postgresql(durable=True)))
        broker = stack.enter_context(provide(redis()))
        environment = {
            "DJANGO_SETTINGS_MODULE": "tests.chaos.settings",
            "CHAOS_FOLDER": str(control),
            "REGIOBRUG_BASE_URL": f"http://localhost:{port}",
            "REGIOBRUG_REDIS": broker.url,
            "REGIOBRUG_OUTBOX_LEASE": str(LEASE),
        }
        files = kept_on_postgresql("furnished", database).var
        shutil.copytree(files, var / "site")
        installation = Installation(var / "site", restored("furnished", database, "chaos"), environment)
        stack.callback(installation.stop)
        threads = stack.enter_context(ThreadPoolExecutor())
        made = threads.submit(_make_site, installation)
        outside = stack.enter_context(provide(elasticsearch(quick=True)))
        made.result()
        # Only now: what was made before has no messages to be outside, and comes there with the first index.
        installation.more["REGIOBRUG_ELASTICSEARCH"] = outside.node.url
        supervisor = Supervisor(installation, database, broker, outside, port, control)
        list(threads.map(supervisor.start_part, PARTS))
        yield supervisor


def _make_site(installation: Installation) -> None:
    """Tell the site its address."""
    installation.run(str(CHECKOUT / "manage.py"), "setup")
