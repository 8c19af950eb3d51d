"""The walls around each container: who runs in it, what it may do, and what it can reach."""

import json
from collections.abc import Iterator

from checks.containers import SERVICES, Containers

OURS = {
    "web": "10001",
    "worker": "10001",
    "beat": "10001",
    "nginx": "10001",
    "postgres": "999",
    "redis": "10002",
}


def walls(containers: Containers) -> Iterator[str]:
    """Look at each container, from outside and from within."""
    for service in SERVICES:
        yield from _around(containers, service)
    yield from _between(containers)


def _around(containers: Containers, service: str) -> Iterator[str]:
    found = containers.inspect(service)
    host = found["HostConfig"]
    assert containers.inside(service, "id", "-u") == OURS[service]
    assert host["ReadonlyRootfs"]
    assert containers.fails_inside(service, "touch", "/here")
    assert containers.fails_inside(service, "touch", "/usr/here")
    status = containers.inside(service, "cat", "/proc/1/status")
    told = dict(line.split(":", 1) for line in status.splitlines())
    capabilities = {
        name: told[name].strip().strip("0") for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")
    }
    assert set(capabilities.values()) == {""}, capabilities
    assert told["NoNewPrivs"].strip() == "1"
    assert told["Uid"].split() == [OURS[service]] * 4
    assert host["Memory"] > 0
    assert host["PidsLimit"] > 0
    assert host["RestartPolicy"]["Name"] == "unless-stopped"
    assert found["State"]["Health"]["Status"] == "healthy"
    limit = host["Memory"] // 2**20
    who = OURS[service]
    yield f"{service}: number {who}, root read-only, no capabilities or new privileges, at most {limit} MB"


def _between(containers: Containers) -> Iterator[str]:
    published = {
        service: sorted(
            port for port, here in containers.inspect(service)["NetworkSettings"]["Ports"].items() if here
        )
        for service in SERVICES
    }
    reachable = {service: ports for service, ports in published.items() if ports}
    assert reachable == {"nginx": ["8080/tcp", "8443/tcp"]}, reachable
    yield "nothing but the web server has a port on this machine"

    for service in ("web", "worker", "beat", "postgres", "redis"):
        (network,) = containers.inspect(service)["NetworkSettings"]["Networks"]
        (known,) = json.loads(containers.docker("network", "inspect", network))
        assert known["Internal"], f"{service} has a way out over {network}"
    yield "the others have no way out"

    mounts = {mount["Destination"]: mount["RW"] for mount in containers.inspect("nginx")["Mounts"]}
    secrets = {"/run/secrets/tls_certificate", "/run/secrets/tls_key"}
    settings = {"/etc/nginx/trusted", "/etc/nginx/servers/tls.conf"}
    assert set(mounts) == {"/srv/media", *secrets, *settings}, mounts
    assert not any(mounts.values())
    yield "the web server has the public pictures, to read, and not the folder of private files"

    everywhere = {mount["Destination"] for each in SERVICES for mount in containers.inspect(each)["Mounts"]}
    assert "/backups" not in everywhere
    yield "none of those that run has the folder of backups"

    environment = "\n".join(
        line for service in SERVICES for line in containers.inspect(service)["Config"]["Env"]
    )
    for secret in sorted((containers.folder / "secrets").iterdir()):
        text = secret.read_text().strip()
        assert text not in environment, f"{secret.name} stands in an environment"
        assert text not in containers.docker("history", "--no-trunc", containers.inspect("web")["Image"])
    yield "no secret stands in an environment or in the image"
