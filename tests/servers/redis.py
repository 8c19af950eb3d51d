"""A real Redis on a free port, that keeps nothing unless asked to."""

import re
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import redis as client_library

from tests.servers.accounts import account, give, private_folder
from tests.servers.certificate import Certificate, make_certificate
from tests.servers.ports import HOST, free_port
from tests.servers.required import Missing
from tests.servers.server import Server


@dataclass
class RedisServer(Server):
    """A Redis that is ours: `url` for database 0, `url_of(number)` for another."""

    password: str = ""
    version: str = ""
    authority: Path | None = None

    @property
    def url(self) -> str:
        return self.url_of(0)

    def url_of(self, database: int) -> str:
        """The address of one of its 16 databases."""
        return (
            f"{'rediss' if self.authority else 'redis'}://:{self.password}@{self.host}:{self.port}/{database}"
        )

    def client(self, **options: Any) -> client_library.Redis:
        """A client of database 0; close it."""
        tls = {"ssl_ca_certs": str(self.authority)} if self.authority else {}
        return client_library.Redis.from_url(self.url, **{"socket_timeout": 2, **tls, **options})

    def answers(self) -> bool:
        # Who waits asks again; the client's own retries would make a refusal last.
        with self.client(retry=None) as client:
            try:
                return bool(client.ping())
            except (client_library.ConnectionError, client_library.TimeoutError):
                return False

    def prove(self) -> None:
        with self.client() as client:
            info: Any = client.info("server")
        assert info["process_id"] == self.pid
        assert info["tcp_port"] == self.port
        assert info["redis_version"] == self.version


def program() -> tuple[str, str]:
    """Where redis-server is, and its version."""
    path = shutil.which("redis-server")
    if path is None:
        raise Missing("Redis", "on Debian: apt-get install redis-server")
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout
    version = re.search(r"v=([\d.]+)", said)
    assert version, said
    return path, version[1]


def _with_tls(made: Certificate, port: int) -> list[str]:
    files = [
        f"tls-cert-file {made.certificate}",
        f"tls-key-file {made.key}",
        f"tls-ca-cert-file {made.authority}",
    ]
    return ["port 0", f"tls-port {port}", "tls-auth-clients no", *files]


@contextmanager
def redis(*, persistent: bool = False, tls: bool = False) -> Iterator[RedisServer]:
    """A Redis for as long as the block lasts; `persistent` writes every change to disk before it answers,
    `tls` speaks nothing else, with a certificate of the server's `authority`."""
    path, version = program()
    who = account("redis")
    password = secrets.token_hex(16)
    port = free_port()
    with private_folder("redis", who) as folder:
        # In a file and not on the command line, where everybody on the machine can read the password.
        lines = [f"bind {HOST}", f"dir {folder}", f"requirepass {password}", 'save ""']
        certificate = make_certificate(folder) if tls else None
        lines += _with_tls(certificate, port) if certificate else [f"port {port}"]
        lines += ["appendonly yes", "appendfsync always"] if persistent else ["appendonly no"]
        settings = folder / "redis.conf"
        settings.touch(mode=0o600)
        settings.write_text("\n".join(lines) + "\n")
        give(folder, who)
        server = RedisServer(
            *("Redis", [path, str(settings)], port, folder, who),
            password=password,
            version=version,
            authority=certificate and certificate.authority,
        )
        try:
            server.start()
            yield server
        finally:
            server.stop()
