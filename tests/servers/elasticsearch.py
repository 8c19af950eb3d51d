"""A real Elasticsearch: one node, or several that form a cluster on loopback, with or without security."""

import json
import secrets
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from elasticsearch import ApiError, Elasticsearch, TransportError

from tests.servers.accounts import Account, give, made_account, private_folder
from tests.servers.elasticsearch_distribution import VERSION, java_home, unpacked
from tests.servers.elasticsearch_security import Login, Security, make_security
from tests.servers.ports import HOST, free_ports, is_open
from tests.servers.server import Server

ACCOUNT = "regiobrug-es"
# Several nodes on two busy cores; a quiet machine needs ten seconds.
START_LIMIT = 180


def client_of(urls: list[str], login: Login | None, **options: Any) -> Elasticsearch:
    """A client with the login, if there is one; close it."""
    if login is not None:
        options = {"basic_auth": (login.user, login.password), "ca_certs": str(login.ca_certs), **options}
    return Elasticsearch(urls, **options)


@dataclass
class ElasticsearchNode(Server):
    """One node: `pid` is the server itself, not the launcher that started it."""

    login: Login | None = None

    @property
    def url(self) -> str:
        return f"{'http' if self.login is None else 'https'}://{self.host}:{self.port}"

    @property
    def data(self) -> Path:
        """Where the node keeps its indices."""
        return self.folder / "data"

    @property
    def pid(self) -> int:
        written = self._pid_file.read_text().strip() if self._pid_file.exists() else ""
        return int(written) if written else super().pid

    @property
    def _pid_file(self) -> Path:
        return self.folder / "pid"

    def client(self, **options: Any) -> Elasticsearch:
        """A client of this node alone; close it."""
        return client_of([self.url], self.login, **options)

    def launch(self) -> None:
        assert not self.running, f"{self.name} runs already"
        # A killed node leaves its file behind, and the number in it may be somebody else's by now.
        self._pid_file.unlink(missing_ok=True)
        super().launch()

    def answers(self) -> bool:
        """Whether the node belongs to a cluster with a master and all primary shards."""
        if not is_open(self.port):
            return False
        with self.client(request_timeout=3, max_retries=0) as client:
            try:
                health = client.cluster.health(wait_for_status="yellow", timeout="1s")
            except (ApiError, TransportError):
                return False
        return health["status"] in ("yellow", "green")

    def prove(self) -> None:
        with self.client(request_timeout=10) as client:
            (node,) = client.nodes.info(node_id="_local")["nodes"].values()
        assert node["version"] == VERSION
        assert node["process"]["id"] == self.pid
        assert node["name"] == self.name
        data = node["settings"]["path"]["data"]
        assert (data if isinstance(data, str) else data[0]) == str(self.data)


@dataclass
class ElasticsearchCluster:
    """The nodes of a cluster and how to reach them; `login` is None where there is no security."""

    nodes: list[ElasticsearchNode]
    login: Login | None = None
    seconds_to_start: float = field(default=0, init=False)

    @property
    def node(self) -> ElasticsearchNode:
        """The only node of a cluster of one."""
        (only,) = self.nodes
        return only

    @property
    def urls(self) -> list[str]:
        """The addresses of all nodes."""
        return [node.url for node in self.nodes]

    def client(self, **options: Any) -> Elasticsearch:
        """A client that spreads its questions over all nodes and asks another when one is gone; close it."""
        return client_of(self.urls, self.login, **{"retry_on_timeout": True, "max_retries": 5, **options})

    def master(self) -> ElasticsearchNode:
        """The elected master, as a running node names it."""
        asked = next(node for node in self.nodes if node.running)
        with asked.client(request_timeout=10) as client:
            rows: Any = client.cat.master(format="json").body
        return next(node for node in self.nodes if node.name == rows[0]["node"])

    def start(self) -> None:
        """Start all nodes at once and wait until they have found each other."""
        begun = time.monotonic()
        for node in self.nodes:
            node.launch()
        for node in self.nodes:
            node.wait()
        with self.client(request_timeout=START_LIMIT) as client:
            client.cluster.health(wait_for_nodes=str(len(self.nodes)), timeout=f"{START_LIMIT}s")
        self.seconds_to_start = time.monotonic() - begun

    def stop(self) -> None:
        """End all nodes, at once and not one after the other."""
        for node in self.nodes:
            node.terminate()
        for node in self.nodes:
            node.stop()


def _settings(index: int, folder: Path, http: list[int], transport: list[int]) -> dict[str, object]:
    """The settings of one node; for a cluster of several, how the others are found."""
    names = [f"node-{number}" for number in range(1, len(http) + 1)]
    chosen: dict[str, object] = {
        "node.name": names[index],
        "network.host": HOST,
        "http.port": http[index],
        "transport.port": transport[index],
        "path.data": str(folder / "data"),
        "path.logs": str(folder / "logs"),
        "xpack.security.enabled": False,
        # The disk of a developer may be nearly full; that is not what is tested.
        "cluster.routing.allocation.disk.threshold_enabled": False,
    }
    if len(names) == 1:
        return {**chosen, "discovery.type": "single-node"}
    return {
        **chosen,
        "discovery.seed_hosts": [f"{HOST}:{port}" for port in transport],
        "cluster.initial_master_nodes": names,
    }


@dataclass(frozen=True)
class Installation:
    """What all nodes of a cluster share: the unpacked server, a Java, the account they run under."""

    home: Path
    java: Path
    account: Account | None
    options: str

    def node(
        self, folder: Path, port: int, settings: dict[str, object], security: Security | None
    ) -> ElasticsearchNode:
        """A node with a configuration folder of its own, ready to start."""
        config = folder / "config"
        for place in (folder / "data", folder / "logs", folder / "temporary", config / "jvm.options.d"):
            place.mkdir(parents=True)
        for file in (self.home / "config").iterdir():
            if file.is_file():
                (config / file.name).write_bytes(file.read_bytes())
        if security is not None:
            settings = {**settings, **security.settings(config)}
        # JSON is YAML; what was in the file before is comment.
        (config / "elasticsearch.yml").write_text(json.dumps(settings, indent=2))
        give(folder, self.account)
        if security is not None:
            security.install(self.home, config, self.java, self.account)
        environment = {
            "ES_JAVA_HOME": str(self.java),
            "ES_JAVA_OPTS": self.options,
            # The Java that starts the node lives for a few seconds.
            "CLI_JAVA_OPTS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
            "ES_PATH_CONF": str(config),
            "ES_TMPDIR": str(folder / "temporary"),
        }
        command = [str(self.home / "bin" / "elasticsearch"), "-p", str(folder / "pid")]
        node = ElasticsearchNode(
            str(settings["node.name"]), command, port, folder, self.account, environment, START_LIMIT
        )
        node.login = security.login if security is not None else None
        return node


@contextmanager
def elasticsearch(
    *,
    nodes: int = 1,
    heap: str = "512m",
    quick: bool = False,
    security: bool = False,
    prefix: str = "regiobrug-",
    settings: dict[str, object] | None = None,
) -> Iterator[ElasticsearchCluster]:
    """A cluster for as long as the block lasts; with security the user may touch `prefix` only.

    `quick` halves the work of starting and is slow under load: for tests, not for measuring.
    """
    java = java_home()
    who = made_account(ACCOUNT)
    with ExitStack() as stack:
        folder = stack.enter_context(private_folder("elasticsearch", who))
        home = unpacked(who)
        options = f"-Xms{heap} -Xmx{heap}"
        if quick:
            options += " -XX:TieredStopAtLevel=1 -XX:-UseG1GC -XX:+UseSerialGC"
        installation = Installation(home, java, who, options)
        secured = make_security(folder, prefix) if security else None
        ports = free_ports(2 * nodes)
        http, transport = ports[:nodes], ports[nodes:]
        shared = {"cluster.name": f"regiobrug-{secrets.token_hex(4)}", **(settings or {})}
        made = []
        for index, port in enumerate(http):
            place = folder / f"node-{index + 1}"
            chosen = {**_settings(index, place, http, transport), **shared}
            made.append(installation.node(place, port, chosen, secured))
        cluster = ElasticsearchCluster(made, secured.login if secured else None)
        stack.callback(cluster.stop)
        cluster.start()
        yield cluster
