"""What a visitor gets through the web server, and what the containers behind it do."""

import json
import re
import secrets
import time
from collections.abc import Iterator

from checks.containers import Containers
from checks.visitor import Visitor

MAKE_FILES = """
import io, json
from django.core.files.base import ContentFile
from PIL import Image
from website.models import Attachment, Picture
bytes = io.BytesIO()
Image.effect_noise((1400, 900), 40).convert("RGB").save(bytes, "JPEG")
picture = Picture(title="Check", description="Noise", file=ContentFile(bytes.getvalue(), "check.jpg"))
picture.save()
attachment = Attachment(title="Check", file=ContentFile(b"name;town\\n", "check.csv"))
attachment.save()
print(json.dumps([picture.pk, picture.file.url, attachment.file.name, attachment.url]))
"""
STATE = """
import json
from outbox.models import OutboxMessage
from website.models import Picture
message = OutboxMessage.objects.get(key="renditions:{0}")
print(json.dumps([message.state, [made.file.url for made in Picture.objects.get(pk={0}).renditions.all()]]))
"""


def pages(visitor: Visitor, plain: Visitor) -> Iterator[str]:
    """The home page, its headers, its static files, and what is not to be had."""
    home = visitor.get("/", Accept_Encoding="gzip")
    assert (home.status, home.headers["content-encoding"]) == (200, "gzip")
    assert "strict-transport-security" in home.headers
    assert "script-src 'self'" in home.headers["content-security-policy"]
    assert home.headers["server"] == "nginx"
    yield "home page: 200 over TLS, compressed, with its security headers"

    sent_on = plain.get("/")
    assert (sent_on.status, sent_on.headers["location"].startswith("https://")) == (301, True)
    assert visitor.get("/", Host="elsewhere.test").status == 400
    yield "plain HTTP is sent on to https, another host name is refused"

    sheet = re.search(r'href="(/static/[^"]+\.css)"', visitor.get("/").text)
    assert sheet is not None
    style = visitor.get(sheet[1], Accept_Encoding="gzip")
    assert (style.status, style.headers["content-encoding"]) == (200, "gzip")
    assert style.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert visitor.get("/static/staticfiles.json").status == 404
    yield "style sheet: 200 from the web server, compressed beforehand, to be kept; no list of them"

    found = visitor.get("/zoeken/?q=docenten")
    assert found.status == 200
    assert "Zoeken werkt tijdelijk eenvoudiger." in found.text
    assert re.search(r'<span class="rb-facets__count">[1-9]', found.text)
    times = [_seconds(visitor, f"/zoeken/?q=school+{number}") for number in range(20)]
    # Each process has to find out by itself; after that none of them waits any more.
    assert max(times) < 4, times
    assert max(times[-5:]) < 1, times
    slowest, last = max(times), times[-1]
    yield f"search answers without Elasticsearch and says so; slowest {slowest:.1f} s, at last {last:.2f} s"

    assert {path: visitor.get(path).status for path in ("/livez", "/readyz", "/metrics")} == {
        "/livez": 200,
        "/readyz": 200,
        "/metrics": 404,
    }
    yield "alive, ready; figures are for inside"


def _seconds(visitor: Visitor, path: str) -> float:
    begun = time.monotonic()
    assert visitor.get(path).status == 200
    return time.monotonic() - begun


def files(visitor: Visitor, containers: Containers) -> Iterator[str]:
    """A picture and a private file; the worker makes the picture's sizes."""
    number, address, name, view = json.loads(containers.django(MAKE_FILES))
    picture = visitor.get(address)
    assert (picture.status, picture.headers["content-type"]) == (200, "image/jpeg")
    assert "sandbox" in picture.headers["content-security-policy"]
    assert visitor.get("/media/").status in (403, 404)
    yield "a picture: 200 from the web server; its folder shows no list"

    tried = [
        f"/documents/{name}",
        f"/media/documents/{name}",
        f"/media/{name}",
        f"/media/../documents/{name}",
    ]
    tried += [
        f"/media/..%2fdocuments/{name}",
        f"/media../documents/{name}",
        f"/static/../documents/{name}",
        view,
    ]
    answers = {path: visitor.get(path).status for path in tried}
    assert set(answers.values()) <= {400, 404}, answers
    assert containers.inside("web", "cat", f"/var/lib/regiobrug/documents/{name}") == "name;town"
    yield f"a private file exists and none of {len(tried)} addresses gives it away"

    begun, state, sizes = time.monotonic(), "", []
    while state != "done":
        assert time.monotonic() - begun < 60, f"the message is {state!r} after a minute"
        state, sizes = json.loads(containers.django(STATE.format(number)))
    assert sizes
    assert {visitor.get(size).status for size in sizes} == {200}
    yield f"the worker made {len(sizes)} sizes of the picture and marked the message done"


def login(visitor: Visitor, containers: Containers) -> Iterator[str]:
    """The first administrator gets in; who guesses is slowed down, at the form and not elsewhere."""
    password = secrets.token_urlsafe(16)
    made = ("DJANGO_SUPERUSER_PASSWORD=" + password, "DJANGO_SUPERUSER_EMAIL=beheer@regiobrug.test")
    command = ("django-admin", "createsuperuser", "--noinput")
    containers.docker("exec", "-e", made[0], "-e", made[1], containers.number("web"), *command)
    assert visitor.get("/beheer/").status == 302
    form = visitor.get("/beheer/login/")
    assert form.status == 200
    entered = visitor.post("/beheer/login/", username="beheer@regiobrug.test", password=password)
    assert (entered.status, entered.headers.get("location")) == (302, "/beheer/"), entered.text[:300]
    assert visitor.get("/beheer/").status == 200
    yield "the first administrator logs in"

    guesser = Visitor(visitor.port, visitor.authority)
    guesser.get("/beheer/login/")
    answers = [
        guesser.post("/beheer/login/", username="beheer@regiobrug.test", password=str(number)).status
        for number in range(12)
    ]
    assert answers.count(429) >= 4, answers
    assert set(answers) == {200, 429}, answers
    assert (guesser.get("/beheer/login/").status, visitor.get("/beheer/").status) == (200, 200)
    refused = answers.count(429)
    yield f"of twelve guesses {refused} were not even tried; the form and the administrator are not locked"


def figures(containers: Containers) -> Iterator[str]:
    """Memory in use, and how large the images are."""
    for line in sorted(
        containers.docker("stats", "--no-stream", "--format", "{{.Name}} {{.MemUsage}}").splitlines()
    ):
        if line.startswith("regiobrug-check"):
            yield f"memory: {line}"
    for image in ("regiobrug:check", "regiobrug-proxy:check"):
        (known,) = json.loads(containers.docker("image", "inspect", image))
        layers = containers.docker("history", "--format", "{{.Size}}", image).split()
        yield f"image {image}: {known['Size'] / 1e6:.0f} MB, in layers of {' '.join(layers)}"


def ending(containers: Containers) -> Iterator[str]:
    """Redis may be emptied; each container ends well when it is asked to, and the site comes back."""
    for service in ("web", "worker", "beat", "nginx", "redis", "postgres"):
        begun = time.monotonic()
        containers.docker("stop", "--time", "60", containers.number(service))
        took = time.monotonic() - begun
        state = containers.inspect(service)["State"]
        assert (state["ExitCode"], state["OOMKilled"]) == (0, False), (service, state)
        assert took < 30, f"{service} took {took:.0f} s"
        yield f"{service}: asked to stop, it ended with 0 in {took:.1f} s"
    for service in ("postgres", "redis", "web", "nginx"):
        containers.docker("start", containers.number(service))
        yield f"{service}: started again, healthy after {containers.until_healthy(service):.1f} s"
