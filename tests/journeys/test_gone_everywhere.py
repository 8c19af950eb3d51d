"""What is withdrawn is gone on the next request, in every channel, also with what is beside the site dead."""

import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from search.domain.queries.indexable import SYNC
from tests.servers.elasticsearch import ElasticsearchCluster
from tests.servers.installation import MANAGE, Installation, Program, eventually
from tests.servers.ports import HOST, free_port
from tests.servers.redis import RedisServer

pytestmark = [pytest.mark.live, pytest.mark.elasticsearch]
DESK = str(Path(__file__).with_name("desk.py"))
TOOLS = "/hulpmiddelen/"
WAYS = ("withdraw", "expire", "delete")


class _Stay(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer too."""

    def redirect_request(self, *arguments: object) -> None:
        return None


@dataclass
class Site:
    """A running site, seen from outside, and somebody at its desk."""

    address: str
    desk: Program

    def edit(self, verb: str, name: str) -> Any:
        return self.desk.answer(f"{verb} {name}")

    def ask(self, path: str) -> tuple[int, str, str]:
        """Status, text and where it sends people."""
        try:
            with urllib.request.build_opener(_Stay).open(self.address + path, timeout=60) as answer:
                return answer.status, answer.read().decode(errors="replace"), ""
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode(errors="replace"), error.headers.get("Location", "")

    def found(self) -> BeautifulSoup:
        """The results for the word that all these pages have."""
        status, text, _location = self.ask("/zoeken/?q=bosbes")
        assert status == 200, text
        return BeautifulSoup(text, "html.parser")

    def finds(self, path: str) -> bool:
        """Whether a visitor finds the page at this address."""
        return any(link["href"] == path for link in self.found().select(".rb-rows a"))

    def seen(self, page: dict[str, str]) -> dict[str, object]:
        """In how far a visitor meets this page, channel by channel."""
        path = page["page"]
        found = self.found()
        counts = {
            box.find_previous("label").get_text(strip=True): int(box.get_text())
            for box in found.select(".rb-facets__count")
        }
        return {
            "page": self.ask(path)[0],
            "hit": self.finds(path),
            "total": int(found.select_one(".rb-results__heading h2").get_text().split()[0]),
            "facet": counts.get("Hulpmiddel", 0),
            "sitemap": f"{path}<" in self.ask("/sitemap.xml")[1],
            "list": f'"{path}"' in self.ask(TOOLS)[1],
            "file": self.ask(page["file"])[0],
        }


@dataclass
class Stack:
    """A site and what runs beside it."""

    site: Site
    installation: Installation
    redis: RedisServer | None = None
    elasticsearch: ElasticsearchCluster | None = None
    worker: Program | None = None
    # One for each way to go: its name, its address and that of its file.
    pages: dict[str, dict[str, str]] = field(default_factory=dict)

    def bring(self, *, worker: bool, servers: bool) -> None:
        """Let these run, or be dead."""
        for server in (self.redis, self.elasticsearch and self.elasticsearch.node):
            if server and servers and not server.running:
                server.start()
            if server and not servers and server.running:
                server.kill()
        if worker and self.worker is None:
            self.worker = self.installation.worker()
        if not worker and self.worker is not None:
            self.worker.kill()
            self.worker = None


def prepared(installation: Installation) -> Iterator[Stack]:
    """Its web server and its desk."""
    try:
        if "REGIOBRUG_ELASTICSEARCH" in installation.more:
            installation.run(MANAGE, "search_reindex")
        port = free_port()
        installation.web(port, "--threads", "4", "--workers", "2")
        desk = installation.start("desk", DESK, talks=True)
        yield Stack(Site(f"http://{HOST}:{port}", desk), installation)
    finally:
        installation.stop()


@pytest.fixture(scope="module")
def embedded(small_site, tmp_path_factory) -> Iterator[Stack]:
    """SQLite and nothing else; nobody keeps promises."""
    yield from prepared(small_site(tmp_path_factory.mktemp("embedded") / "site", "furnished"))


@pytest.fixture(scope="module")
def served(large_site, redis_server, elasticsearch_server, tmp_path_factory) -> Iterator[Stack]:
    """PostgreSQL, Redis and Elasticsearch."""
    installation = large_site(tmp_path_factory.mktemp("served") / "site", "furnished")
    installation.more = {
        "REGIOBRUG_REDIS": redis_server.url_of(0),
        "REGIOBRUG_ELASTICSEARCH": ",".join(elasticsearch_server.urls),
    }
    for stack in prepared(installation):
        stack.redis, stack.elasticsearch = redis_server, elasticsearch_server
        yield stack
        stack.bring(worker=False, servers=True)


STATES = {
    "embedded": ("embedded", {}),
    "all servers run": ("served", {"worker": True, "servers": True}),
    "index seconds behind": ("served", {"worker": False, "servers": True}),
    "Redis and Elasticsearch dead": ("served", {"worker": False, "servers": False}),
}


# By day test_search_follows looks at an index that is behind.
BY_NIGHT = {"index seconds behind": pytest.mark.nightly}


@pytest.fixture(
    params=[pytest.param(state, marks=BY_NIGHT.get(state, ())) for state in STATES], scope="module"
)
def stack(request) -> Stack:
    """The stack that belongs to a state, brought into it once visitors found a page for each way to go."""
    fixture, state = STATES[request.param]
    made: Stack = request.getfixturevalue(fixture)
    if made.elasticsearch:
        made.bring(worker=True, servers=True)
    names = {way: f"{way}-{list(STATES).index(request.param)}" for way in (*WAYS, "move")}
    made.pages = {
        way: {"name": name, **made.site.edit("page" if way == "move" else "tool", name)}
        for way, name in names.items()
    }
    # There has to be something to be gone.
    eventually(lambda: all(made.site.finds(page["page"]) for page in made.pages.values()), 60)
    if made.elasticsearch:
        eventually(lambda: made.site.edit("waiting", SYNC) == 0, 60)
        with made.elasticsearch.client() as client:
            client.indices.refresh(index="regiobrug-*")
        made.bring(**state)
    return made


@pytest.mark.parametrize("way", WAYS)
def test_page_that_goes_is_gone_from_every_channel_on_the_next_request(stack, way):
    site, page = stack.site, stack.pages[way]
    if way == "expire":
        expired = site.edit(way, page["name"])["seconds"] + time.monotonic()
    there = site.seen(page)
    site.seen(page)

    if way == "expire":
        time.sleep(max(0, expired - time.monotonic()))
    else:
        site.edit(way, page["name"])
    gone = site.seen(page)

    assert there == {"page": 200, "hit": True, "sitemap": True, "list": True, "file": 200} | {
        count: there[count] for count in ("total", "facet")
    }
    # What was taken away is told; of what was deleted nothing is left to tell of.
    status = 404 if way == "delete" else 410
    assert gone == {"page": status, "hit": False, "sitemap": False, "list": False, "file": 404} | {
        count: there[count] - 1 for count in ("total", "facet")
    }


def test_page_that_moved_answers_at_its_new_address_and_redirects_from_the_old(stack):
    site, old = stack.site, stack.pages["move"]["page"]
    before = [site.ask(old)[0] for _ in range(2)]

    new = site.edit("move", stack.pages["move"]["name"])["page"]
    moved = site.ask(old)

    assert before == [200, 200]
    assert (moved[0], moved[2]) == (301, new)
    assert site.ask(new)[0] == 200
    assert (site.finds(new), site.finds(old)) == (True, False)
