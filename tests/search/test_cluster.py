"""Elasticsearch of three nodes: the elected master dies, and a node that had the only copy of a shard.

By day test_outside_fails.py kills the only node, and closes its index.
"""

import time
from collections.abc import Callable, Iterator

import pytest

from outbox.drain import drain
from outbox.enums import State
from outbox.models import OutboxMessage
from search.domain.engines import breaker_of
from search.domain.rebuild import rebuild
from search.engines.elasticsearch import indices
from search.engines.elasticsearch.connection import Connection
from tests.search.outside import ask, ask_outside, held, searching_outside, settle, wait_until_back
from tests.servers.elasticsearch import ElasticsearchCluster
from tests.servers.installation import eventually

pytestmark = [pytest.mark.live, pytest.mark.django_db, pytest.mark.nightly]
BEFORE, AFTER = 5, 20


@pytest.fixture
def connection(elasticsearch_cluster, settings, request) -> Iterator[Connection]:
    with searching_outside(settings, elasticsearch_cluster.urls, request.node.name) as made:
        yield made


def health(cluster: ElasticsearchCluster, status: str, nodes: int) -> dict[str, object]:
    """What the cluster says of itself once it is like this, or after half a minute."""
    with cluster.client(request_timeout=40) as client:
        return dict(
            client.cluster.health(wait_for_status=status, wait_for_nodes=str(nodes), timeout="30s").body
        )


def kept(seconds: float = 60) -> None:
    """Keep all promises, those too that failed before and wait for their next turn."""
    until = time.monotonic() + seconds
    while OutboxMessage.objects.exclude(state=State.DONE).exists():
        assert time.monotonic() < until, list(OutboxMessage.objects.exclude(state=State.DONE).values())
        drain()
        time.sleep(0.2)


def publishing_and_searching(make_page: Callable[..., object], until: int, made: list[int]) -> list[bool]:
    """Publish pages up to a number, and after each search for all of them; gives which answers were
    degraded. What was there at the start has to be in every answer."""
    first, degraded = set(made), []
    while len(made) < until:
        made.append(make_page("Klaproos", slug=f"klaproos-{len(made)}").pk)
        drain()
        found, simpler, _seconds = ask("klaproos")
        assert first <= set(found), "a search missed pages that were there before"
        degraded.append(simpler)
        time.sleep(0.1)
    return degraded


def test_killed_master_costs_no_search_and_no_change(connection, elasticsearch_cluster, make_page):
    cluster = elasticsearch_cluster
    made: list[int] = []
    publishing_and_searching(make_page, BEFORE, made)
    settle(connection)
    whole = health(cluster, "green", 3)
    killed = cluster.master()

    killed.kill()
    try:
        degraded = publishing_and_searching(make_page, BEFORE + AFTER, made)
        kept()
        wait_until_back(connection)
        healed = [ask("klaproos") for _ in range(6)]
        new_master = cluster.master()
    finally:
        killed.start()

    assert (whole["status"], whole["number_of_nodes"]) == ("green", 3)
    assert new_master is not killed
    # Without a master for a moment it may not answer; a node that refuses costs no answer.
    assert sum(degraded) < AFTER / 2
    assert [simpler for _found, simpler, _seconds in healed] == [False] * 6
    assert set(held(connection)) == set(made)
    assert health(cluster, "green", 3)["number_of_nodes"] == 3


def test_index_with_part_of_its_shards_is_answered_for_by_the_database(
    connection, elasticsearch_cluster, make_page, monkeypatch
):
    cluster = elasticsearch_cluster
    alone = {**indices.SETTINGS, "number_of_shards": 3, "auto_expand_replicas": "false"}
    monkeypatch.setattr(indices, "SETTINGS", {**alone, "number_of_replicas": 0})
    pages = sorted(make_page("Klaproos", slug=f"klaproos-{number}").pk for number in range(9))
    rebuild(connection)
    settle(connection)
    before = ask_outside("klaproos")
    gone = next(node for node in cluster.nodes if node is not cluster.master())

    gone.kill()
    try:
        during = [ask("klaproos") for _ in range(6)]
        changed = make_page("Klaproos erbij", slug="erbij").pk
        drain()
    finally:
        gone.start()
    health(cluster, "green", 3)
    wait_until_back(connection)
    kept()
    settle(connection)
    # A busy machine may need more than one try until every shard answers in time.
    eventually(lambda: not ask("klaproos")[1], 60, pause=1)
    healed = ask("klaproos")

    assert (sorted(before[0]), before[1]) == (pages, False)
    # The nodes that are left answer at once, but in part: that is no answer.
    assert [(sorted(found), degraded) for found, degraded, _seconds in during] == [(pages, True)] * 6
    assert breaker_of(connection).opened > 0
    assert (sorted(healed[0]), healed[1]) == (sorted([*pages, changed]), False)
