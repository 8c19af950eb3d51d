"""Elasticsearch refused, hanging, in part, of another version: the site answers, says so, and heals."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from statistics import median

import pytest
from django.core.management import CommandError, call_command

from outbox.drain import drain
from outbox.enums import State
from outbox.models import OutboxMessage
from search.domain.engines import breaker_of, database_engine, elasticsearch_connection
from search.engines.elasticsearch import indices
from search.engines.elasticsearch.connection import Connection
from tests.search.outside import ask, searching_outside, settle, wait_until_back
from tests.servers.elasticsearch import ElasticsearchCluster

pytestmark = [pytest.mark.live, pytest.mark.django_db]


@pytest.fixture
def node(elasticsearch_server) -> ElasticsearchCluster:
    """The node that is hung and killed; it runs again afterwards."""
    return elasticsearch_server


@pytest.fixture
def connection(node, settings, request) -> Iterator[Connection]:
    with searching_outside(settings, node.urls, request.node.name) as made:
        yield made


@pytest.mark.clock
def test_hanging_node_costs_three_requests_less_than_a_second_and_the_rest_nothing(
    connection, node, make_page
):
    page = make_page("Klaproos")
    settle(connection)
    database = database_engine()
    inside = [ask("klaproos") for _ in range(3)]
    assert inside[-1][:2] == ([page.pk], False)

    node.node.hang()
    try:
        first = [ask("klaproos") for _ in range(3)]
        pairs = [(ask("klaproos"), ask("klaproos", using=database)) for _ in range(30)]
    finally:
        node.node.resume()
    wait_until_back(connection)
    healed = ask("klaproos")

    after, alone = zip(*pairs, strict=True)
    assert [answer[:2] for answer in (*first, *after)] == [([page.pk], True)] * 33
    usual = median(seconds for _ids, _degraded, seconds in alone)
    assert max(seconds for _ids, _degraded, seconds in first) - usual < 1
    assert median(seconds for _ids, _degraded, seconds in after) - usual < 0.005
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


class Stranger(BaseHTTPRequestHandler):
    """Something that gives every request the same answer."""

    status, body = 200, b'{"responses": []}'

    def do_POST(self) -> None:
        self.send_response(self.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    do_GET = do_PUT = do_POST

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


class OlderElasticsearch(Stranger):
    """What Elasticsearch 8.19.5 answers to any request of a client of version 9, word for word."""

    status = 400
    body = (
        b'{"error":{"root_cause":[{"type":"media_type_header_exception","reason":'
        b'"Invalid media-type value on headers [Content-Type, Accept]"}],"type":'
        b'"media_type_header_exception","reason":"Invalid media-type value on headers '
        b'[Content-Type, Accept]","caused_by":{"type":"status_exception","reason":"Accept version must be '
        b'either version 8 or 7, but found 9. Accept=application/vnd.elasticsearch+json; compatible-with=9"'
        b'}},"status":400}'
    )


@pytest.fixture(params=[Stranger, OlderElasticsearch])
def stranger(request) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), request.param) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_server_of_another_kind_or_version_is_not_believed(settings, connection, make_page, stranger):
    settings.SEARCH_ELASTICSEARCH = {"hosts": [stranger], "prefix": connection.prefix}

    page = make_page("Klaproos")
    drain()
    answers = [ask("klaproos")[:2] for _ in range(4)]

    assert answers == [([page.pk], True)] * 4
    assert breaker_of(elasticsearch_connection()).opened == 1
    waiting = OutboxMessage.objects.filter(kind="search-outside").values_list("state", "attempts")
    assert set(waiting) == {(State.DUE, 1)}


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

    assert "1 pagina is te vinden." in out.getvalue()
