"""Security of a test cluster: TLS from an own authority, and one user who may touch one prefix of indices."""

import os
import secrets
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.servers.accounts import Account, give, runs_as
from tests.servers.certificate import Certificate, make_certificate
from tests.servers.server import clean_environment

USER = "regiobrug"


@dataclass(frozen=True)
class Login:
    """What a client needs to be let in; `prefix` is what its indices begin with."""

    user: str
    password: str
    ca_certs: Path
    prefix: str


def role(prefix: str) -> str:
    """The least a site needs, as roles.yml: see the cluster's health, and all of its own indices."""
    return (
        f"{USER}:\n"
        "  cluster: [monitor]\n"
        "  indices:\n"
        f'    - names: ["{prefix}*"]\n'
        "      privileges: [read, write, manage]\n"
    )


@dataclass(frozen=True)
class Security:
    """One certificate and one login, put in the configuration of each node."""

    login: Login
    certificate: Certificate

    def settings(self, config: Path) -> dict[str, object]:
        """The settings of a node: TLS towards clients, and between nodes with the other side checked."""
        chosen: dict[str, object] = {"xpack.security.enabled": True}
        for layer in ("http", "transport"):
            chosen[f"xpack.security.{layer}.ssl.enabled"] = True
            chosen[f"xpack.security.{layer}.ssl.key"] = str(config / "server.key")
            chosen[f"xpack.security.{layer}.ssl.certificate"] = str(config / "server.pem")
            chosen[f"xpack.security.{layer}.ssl.certificate_authorities"] = [str(config / "authority.pem")]
        chosen["xpack.security.transport.ssl.verification_mode"] = "full"
        return chosen

    def install(self, home: Path, config: Path, java: Path, who: Account | None) -> None:
        """Put certificate, role and user in the configuration folder of a node."""
        for file in (self.certificate.key, self.certificate.certificate, self.certificate.authority):
            (config / file.name).write_bytes(file.read_bytes())
        (config / "server.key").chmod(0o600)
        (config / "roles.yml").write_text(role(self.login.prefix))
        give(config, who)
        command = [str(home / "bin" / "elasticsearch-users"), "useradd", USER]
        made = subprocess.run(
            [*command, "-p", self.login.password, "-r", USER],
            cwd=config,
            env=clean_environment(config, {"ES_JAVA_HOME": str(java), "ES_PATH_CONF": str(config)}),
            capture_output=True,
            text=True,
            **runs_as(who),
        )
        assert made.returncode == 0, made.stdout + made.stderr


def make_security(folder: Path, prefix: str) -> Security:
    """A new authority, certificate and password."""
    place = folder / "security"
    place.mkdir(mode=0o700)
    certificate = make_certificate(place)
    os.chmod(certificate.key, 0o600)
    return Security(Login(USER, secrets.token_hex(16), certificate.authority, prefix), certificate)
