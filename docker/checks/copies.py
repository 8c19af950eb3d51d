"""A backup of a site in use is put back: over a site that changed, and where there is none."""

import time
from collections.abc import Iterator

from checks.containers import SERVICES, Containers
from checks.visitor import Visitor

COPY = "/backups/check"
MAKE = """
from django.core.files.base import ContentFile
from website.models import Attachment, HomePage, Picture, StandardPage
home = HomePage.objects.get()
home.add_child(instance=StandardPage(title="Klaproos", slug="klaproos"))
Attachment.objects.create(title="Kaart", file=ContentFile(b"een kaart", name="kaart.txt"))
print(Picture.objects.latest("pk").file.url)
"""
CHANGE = """
from django.core.files.base import ContentFile
from website.models import Attachment, HomePage, Picture, StandardPage
StandardPage.objects.get(slug="klaproos").delete()
HomePage.objects.get().add_child(instance=StandardPage(title="Te nieuw", slug="te-nieuw"))
for thing in (Picture.objects.latest("pk"), Attachment.objects.get(title="Kaart")):
    thing.file.delete(save=False)
print("changed")
"""
KEPT = """
from website.models import Attachment
print(Attachment.objects.get(title="Kaart").file.read().decode())
"""


def copies(visitor: Visitor, containers: Containers) -> Iterator[str]:
    """What a visitor sees is what it was when the copy was made."""
    picture = containers.django(MAKE)
    paths = ("/klaproos/", "/te-nieuw/", picture)
    then = {"/klaproos/": 200, "/te-nieuw/": 404, picture: 200}
    assert _seen(visitor, paths) == then

    begun = time.monotonic()
    said = _keep(containers, "backup", COPY)
    yield f"backup of a site in use, after {time.monotonic() - begun:.0f} s: {said}"

    containers.django(CHANGE)
    changed = {"/klaproos/": 404, "/te-nieuw/": 200, picture: 404}
    assert _seen(visitor, paths) == changed
    assert _refused(containers, "restore", COPY)
    assert _seen(visitor, paths) == changed
    yield "a restore over a site is refused without --force"

    begun = time.monotonic()
    containers.compose("stop", "nginx", "web", "worker", "beat")
    said = _keep(containers, "restore", COPY, "--force")
    _up(containers)
    assert _seen(visitor, paths) == then
    assert containers.django(KEPT) == "een kaart"
    yield f"put back over a site that changed, and up again, after {time.monotonic() - begun:.0f} s: {said}"

    begun = time.monotonic()
    containers.compose("down", "--volumes")
    _keep(containers, "restore", COPY)
    _up(containers)
    assert _seen(visitor, paths) == then
    assert containers.django(KEPT) == "een kaart"
    assert visitor.get("/beheer/").status == 200
    took = time.monotonic() - begun
    yield f"put back where there was no site yet, and up, after {took:.0f} s; who was logged in still is"


def _keep(containers: Containers, *words: str) -> str:
    """What the keeper says at last."""
    return containers.compose("run", "--rm", "-T", "keeper", *words).strip().splitlines()[-1]


def _refused(containers: Containers, *words: str) -> bool:
    try:
        _keep(containers, *words)
    except AssertionError as error:
        return "--force" in str(error)
    return False


def _up(containers: Containers) -> None:
    containers.compose("up", "-d", "--no-build")
    for service in SERVICES:
        containers.until_healthy(service)


def _seen(visitor: Visitor, paths: tuple[str, ...]) -> dict[str, int]:
    return {path: visitor.get(path).status for path in paths}
