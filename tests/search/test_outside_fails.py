"""Elasticsearch refused, hanging, in part, of another version: the site answers, says so, and heals."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from outbox.drain import drain
from search.engines.elasticsearch import indices
from search.engines.elasticsearch.connection import Connection
from tests.search.outside import ask, searching_outside, settle, wait_until_back
from tests.servers.elasticsearch import ElasticsearchCluster, elasticsearch
from tests.servers.required import provided

pytestmark = [pytest.mark.live, pytest.mark.django_db]


@pytest.fixture(scope="module")
def node() -> Iterator[ElasticsearchCluster]:
    """A node of our own, for it is hung and killed."""
    with provided(elasticsearch(quick=True)) as cluster:
        yield cluster


@pytest.fixture
def connection(node, settings, request) -> Iterator[Connection]:
    with searching_outside(settings, node.urls, request.node.name) as made:
        yield made


def test_hanging_node_costs_three_requests_less_than_a_second_and_the_rest_nothing(
    connection, node, make_page
):
    page = make_page("Klaproos")
    settle(connection)
    inside = [ask("klaproos") for _ in range(3)]
    assert inside[-1][:2] == ([page.pk], False)

    node.node.hang()
    try:
        first = [ask("klaproos") for _ in range(3)]
        after = [ask("klaproos") for _ in range(10)]
    finally:
        node.node.resume()
    wait_until_back(connection)
    healed = ask("klaproos")

    assert [found[:2] for found in first + after] == [([page.pk], True)] * 13
    assert max(seconds for _ids, _degraded, seconds in first) < 1.2
    assert max(seconds for _ids, _degraded, seconds in after) < 0.2
    assert healed[:2] == ([page.pk], False)


def test_killed_node_keeps_nobody_from_saving_or_finding_and_catches_up(connection, node, make_page):
    first = make_page("Klaproos")
    settle(connection)

    node.node.kill()
    try:
        began = time.monotonic()
        second = make_page("Klaproos twee", slug="twee")
        saving = time.monotonic() - began
        drain()
        during = ask("klaproos")
    finally:
        node.node.start()
    wait_until_back(connection)
    until = time.monotonic() + 40
    while ask("klaproos twee")[1] or second.pk not in ask("klaproos")[0]:
        assert time.monotonic() < until, "what was missed did not arrive"
        drain()
        time.sleep(0.5)

    assert saving < 1
    assert (sorted(during[0]), during[1]) == ([first.pk, second.pk], True)


def test_index_without_its_shards_is_no_answer_without_hits(connection, make_page):
    page = make_page("Klaproos")
    settle(connection)
    connection.client().indices.close(index=str(indices.answering(connection)))

    found, degraded, _seconds = ask("klaproos")

    assert (found, degraded) == ([page.pk], True)


class AnotherKind(BaseHTTPRequestHandler):
    """Something that answers every request politely and is no Elasticsearch."""

    def do_POST(self) -> None:
        body = b'{"responses": []}'
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_PUT = do_POST

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def another_kind() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), AnotherKind) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_server_of_another_kind_is_no_elasticsearch(settings, make_page, another_kind):
    settings.SEARCH_ELASTICSEARCH = {"hosts": [another_kind], "prefix": "another-kind"}
    page = make_page("Klaproos")

    found, degraded, _seconds = ask("klaproos")

    assert (found, degraded) == ([page.pk], True)


def test_search_page_says_that_it_works_more_simply(client, connection, node, make_page):
    make_page("Klaproos")
    node.node.hang()
    try:
        response = client.get("/zoeken/", {"q": "klaproos"})
    finally:
        node.node.resume()

    assert "Zoeken werkt tijdelijk eenvoudiger." in response.content.decode()
    assert len(response.context["rows"]) == 1


def test_reindex_without_a_server_says_so_and_leaves_the_database_index_built(settings, make_page):
    settings.SEARCH_ELASTICSEARCH = {"hosts": ["http://127.0.0.1:9"], "prefix": "nobody"}
    make_page("Klaproos")

    out = StringIO()
    with pytest.raises(CommandError, match="Elasticsearch: ConnectionError"):
        call_command("search_reindex", stdout=out)

    assert "1 pages can be found." in out.getvalue()
