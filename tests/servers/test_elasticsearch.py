"""Elasticsearch as tests start it: one node, one behind TLS with a limited user, a cluster of three."""

import os
from time import monotonic

import pytest
from elasticsearch import (
    AuthenticationException,
    AuthorizationException,
    Elasticsearch,
    SSLError,
    TransportError,
)

from tests.servers.elasticsearch_distribution import VERSION
from tests.servers.ports import is_open
from tests.servers.processes import alive, family

pytestmark = pytest.mark.live

SMALL = {"number_of_shards": 1, "number_of_replicas": 0}
COPIED = {
    "number_of_shards": 1,
    "number_of_replicas": 1,
    # Else a copy is made again a minute after its node went.
    "index.unassigned.node_left.delayed_timeout": "0s",
}


def test_elasticsearch_answers_in_the_pinned_version_from_our_own_folder(elasticsearch_server):
    node = elasticsearch_server.node
    with node.client() as client:
        (info,) = client.nodes.info(node_id="_local")["nodes"].values()

    assert info["version"] == VERSION
    assert info["process"]["id"] == node.pid
    assert f"{info['settings']['path']['home']}/bin/elasticsearch" == node.command[0]
    assert info["http"]["publish_address"] == f"127.0.0.1:{node.port}"


def test_elasticsearch_runs_as_a_user_without_rights(elasticsearch_server):
    members = family(elasticsearch_server.node.process.pid)

    assert 0 not in {os.stat(f"/proc/{pid}").st_uid for pid in members}
    assert elasticsearch_server.node.pid in members


def test_elasticsearch_stopped_is_gone_and_started_again_finds_its_index(elasticsearch_server):
    node = elasticsearch_server.node
    with node.client() as client:
        client.indices.create(index="servers-test", settings=SMALL)
        client.index(index="servers-test", id="1", document={"title": "Bouwen aan de Linge"})
    members = family(node.process.pid)

    node.stop()

    assert [pid for pid in members if alive(pid)] == []
    assert not is_open(node.port)
    node.start()
    with node.client() as client:
        hits = client.search(index="servers-test", query={"match": {"title": "linge"}})["hits"]["hits"]
        assert [hit["_id"] for hit in hits] == ["1"]
        client.indices.delete(index="servers-test")


def test_elasticsearch_hung_answers_nobody_until_resumed(elasticsearch_server):
    node = elasticsearch_server.node
    node.hang()
    try:
        with (
            node.client(request_timeout=0.5, max_retries=0) as client,
            pytest.raises(TransportError, match="timed out"),
        ):
            client.cluster.health()
        assert is_open(node.port)
    finally:
        node.resume()

    assert node.answers()


def test_secure_elasticsearch_refuses_who_has_no_password(secure_elasticsearch):
    node = secure_elasticsearch.node
    with (
        Elasticsearch(node.url, ca_certs=str(secure_elasticsearch.login.ca_certs)) as client,
        pytest.raises(AuthenticationException),
    ):
        client.cluster.health()


def test_secure_elasticsearch_is_not_trusted_without_its_authority(secure_elasticsearch):
    node, login = secure_elasticsearch.node, secure_elasticsearch.login
    with (
        Elasticsearch(node.url, basic_auth=(login.user, login.password), max_retries=0) as client,
        pytest.raises(SSLError) as refused,
    ):
        client.cluster.health()

    assert "CERTIFICATE_VERIFY_FAILED" in repr(refused.value)


def test_secure_elasticsearch_speaks_no_plain_http(secure_elasticsearch):
    plain = secure_elasticsearch.node.url.replace("https", "http")
    with Elasticsearch(plain, max_retries=0) as client, pytest.raises(TransportError):
        client.cluster.health()


def test_secure_elasticsearch_gives_the_user_its_own_indices(secure_elasticsearch):
    index = f"{secure_elasticsearch.login.prefix}one"
    with secure_elasticsearch.client() as client:
        client.indices.create(index=index, settings=SMALL, aliases={f"{index}-alias": {}})
        client.index(index=index, id="1", document={"title": "Zwolse Koers"}, refresh=True)

        hits = client.search(index=f"{index}-alias", query={"match": {"title": "koers"}})["hits"]["hits"]

        assert [hit["_id"] for hit in hits] == ["1"]
        client.indices.delete(index=index)
        assert client.indices.exists(index=index).body is False


@pytest.mark.parametrize("action", ["create", "write", "read", "delete"])
def test_secure_elasticsearch_refuses_the_user_another_prefix(secure_elasticsearch, action):
    with secure_elasticsearch.client() as client:
        actions = {
            "create": lambda: client.indices.create(index="payroll"),
            "write": lambda: client.index(index="payroll", document={"title": "x"}),
            "read": lambda: client.search(index="payroll"),
            "delete": lambda: client.indices.delete(index="payroll"),
        }

        with pytest.raises(AuthorizationException):
            actions[action]()


def test_secure_elasticsearch_refuses_the_user_to_run_the_cluster(secure_elasticsearch):
    with secure_elasticsearch.client() as client, pytest.raises(AuthorizationException):
        client.cluster.put_settings(persistent={"cluster.routing.allocation.enable": "none"})


@pytest.mark.nightly
def test_cluster_of_three_survives_the_kill_of_its_elected_master(elasticsearch_cluster):
    cluster = elasticsearch_cluster
    with cluster.client() as client:
        client.indices.create(index="survives", settings=COPIED)
        client.index(index="survives", id="before", document={"when": "before"})
        green = client.cluster.health(wait_for_status="green", wait_for_nodes="3", timeout="30s")
        killed = cluster.master()
        pid = killed.pid

        killed.kill()
        begun = monotonic()
        client.index(index="survives", id="after", document={"when": "after"}, refresh=True)
        seconds = monotonic() - begun

        health = client.cluster.health(wait_for_status="green", wait_for_nodes="2", timeout="30s")
        hits = client.search(index="survives")["hits"]["hits"]
    assert (green["status"], green["number_of_nodes"]) == ("green", 3)
    assert not alive(pid)
    assert not is_open(killed.port)
    assert (health["status"], health["number_of_nodes"]) == ("green", 2)
    assert {hit["_id"] for hit in hits} == {"before", "after"}
    assert cluster.master() is not killed
    assert seconds < 30
    killed.start()
    with killed.client() as client:
        assert client.cluster.health(wait_for_nodes="3", timeout="30s")["number_of_nodes"] == 3
