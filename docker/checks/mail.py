"""With a mail server outside: the site comes up with a way to it, and tells who minds it of an error."""

import os
import time
from collections.abc import Iterator

from checks.containers import SERVICES, Containers
from checks.visitor import Visitor

SERVER = "regiobrug-check-mail"
# Prints what it gets; the standard library's own, of the image's Python.
LISTEN = ("python", "-u", "-W", "ignore", "-m", "smtpd", "-n", "-c", "DebuggingServer", "0.0.0.0:2525")


def mail(visitor: Visitor, containers: Containers) -> Iterator[str]:
    """The site is started again with compose.mail.yml; then its database is taken away."""
    address = containers.folder / "secrets" / "mail_url"
    address.write_text(f"smtp://{SERVER}:2525")
    address.chmod(0o444)
    os.environ["COMPOSE_FILE"] += ":compose.mail.yml"
    os.environ["REGIOBRUG_ADMINS"] = "beheer@regiobrug.test"
    os.environ["REGIOBRUG_MAIL_FROM"] = "site@regiobrug.test"
    containers.compose("up", "-d", "--no-build")
    for service in SERVICES:
        containers.until_healthy(service)
    # Made anew, and perhaps at another address: the web server has to find it by itself.
    assert visitor.get("/").status == 200
    network = f"{os.environ['COMPOSE_PROJECT_NAME']}_mail"
    image = os.environ["REGIOBRUG_IMAGE"]
    containers.docker("run", "--detach", "--rm", "--name", SERVER, "--network", network, *_program(image))
    try:
        yield from _error(visitor, containers)
    finally:
        containers.docker("rm", "--force", SERVER)


def _program(image: str) -> list[str]:
    program, *rest = LISTEN
    return ["--entrypoint", program, image, *rest]


def _error(visitor: Visitor, containers: Containers) -> Iterator[str]:
    containers.docker("stop", containers.number("postgres"))
    status = visitor.get("/zoeken/?q=geheimwoord").status
    begun, got = time.monotonic(), ""
    while "Subject: " not in got and time.monotonic() - begun < 30:
        time.sleep(0.5)
        got = containers.docker("logs", SERVER)
    took = time.monotonic() - begun
    containers.docker("start", containers.number("postgres"))
    containers.until_healthy("postgres")
    subject = next((line for line in got.splitlines() if "Subject: " in line), "")
    assert (status, "[Regiobrug]" in subject, "geheimwoord" in got) == (500, True, False), (status, got)
    assert "To: beheer@regiobrug.test" in got
    assert "From: site@regiobrug.test" in got
    yield f"an error is mailed within {took:.1f} s, without what was asked: {subject.strip()}"
    assert visitor.get("/zoeken/?q=docenten").status == 200
    yield "with the database back the site answers by itself"
