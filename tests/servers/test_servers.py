"""PostgreSQL and Redis as tests start them: ours, answering, hung, killed, stopped."""

import os
from collections.abc import Iterator
from dataclasses import replace

import psycopg
import pytest
import redis as client_library

from tests.servers.ports import free_ports, is_open
from tests.servers.postgresql import PostgresqlServer, postgresql
from tests.servers.processes import alive, family
from tests.servers.redis import RedisServer, redis
from tests.servers.required import provided

pytestmark = pytest.mark.live


@pytest.fixture
def durable_postgresql() -> Iterator[PostgresqlServer]:
    """A PostgreSQL of this test alone, that forces what it promised to disk."""
    with provided(postgresql(durable=True)) as server:
        yield server


@pytest.fixture
def own_redis() -> Iterator[RedisServer]:
    """A Redis of this test alone."""
    with provided(redis()) as server:
        yield server


def test_postgresql_answers_from_our_own_folder_on_loopback_only(postgresql_server):
    server = postgresql_server

    answers = [server.ask(f"SHOW {name}") for name in ("data_directory", "listen_addresses", "port", "fsync")]

    assert answers == [str(server.data), "127.0.0.1", str(server.port), "off"]
    assert server.ask("SHOW server_encoding") == "UTF8"


def test_postgresql_does_not_run_as_root(postgresql_server):
    owner = os.stat(f"/proc/{postgresql_server.pid}").st_uid

    assert owner != 0


def test_postgresql_with_a_wrong_password_refuses(postgresql_server):
    url = postgresql_server.url.replace(postgresql_server.password, "guess")

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(url)


def test_postgresql_database_made_from_a_template_holds_its_rows(postgresql_server):
    server = postgresql_server
    with psycopg.connect(server.create_database("template_of_test")) as connection:
        connection.execute("CREATE TABLE bridge AS SELECT 'Linge' AS name")

    copy = server.create_database("copy_of_test", template="template_of_test")

    with psycopg.connect(copy) as connection:
        assert connection.execute("SELECT name FROM bridge").fetchall() == [("Linge",)]
    for name in ("copy_of_test", "template_of_test"):
        server.drop_database(name)
    assert server.ask("SELECT count(*) FROM pg_database WHERE datname LIKE '%_of_test'") == "0"


def test_postgresql_killed_keeps_what_it_committed_and_loses_what_it_did_not(durable_postgresql):
    server = durable_postgresql
    assert server.ask("SHOW fsync") == "on"
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("CREATE TABLE promise AS SELECT 1 AS number")
    open_connection = psycopg.connect(server.url)
    open_connection.execute("INSERT INTO promise VALUES (2)")
    members = family(server.pid)

    server.kill()

    assert [pid for pid in members if alive(pid)] == []
    assert len(members) > 3
    assert not is_open(server.port)
    with pytest.raises(psycopg.OperationalError):
        open_connection.execute("SELECT 1")
    open_connection.close()
    server.start()
    assert server.ask("SELECT array_agg(number)::text FROM promise") == "{1}"


def test_postgresql_hung_answers_nobody_until_resumed(postgresql_server):
    postgresql_server.hang()
    try:
        assert not postgresql_server.answers()
        assert postgresql_server.running
    finally:
        postgresql_server.resume()

    assert postgresql_server.answers()


def test_postgresql_stopped_is_gone_with_its_port_and_folder():
    with provided(postgresql()) as server:
        members = family(server.pid)

    assert [pid for pid in members if alive(pid)] == []
    assert not is_open(server.port)
    assert not server.folder.exists()


def test_redis_answers_with_our_process_id_and_keeps_nothing_on_disk(redis_server):
    with redis_server.client(decode_responses=True) as client:
        settings = client.config_get("save") | client.config_get("appendonly") | client.config_get("bind")
        info = client.info("server")

    assert info["process_id"] == redis_server.pid
    assert settings == {"save": "", "appendonly": "no", "bind": "127.0.0.1"}


def test_redis_without_password_refuses(redis_server):
    url = redis_server.url.replace(f":{redis_server.password}@", "")
    with (
        client_library.Redis.from_url(url, retry=None) as client,
        pytest.raises(client_library.AuthenticationError),
    ):
        client.ping()


def test_redis_killed_forgets_all(own_redis):
    with own_redis.client() as client:
        client.set("promise", "1")
    pid = own_redis.pid

    own_redis.kill()

    assert not alive(pid)
    assert not is_open(own_redis.port)
    own_redis.start()
    with own_redis.client() as client:
        assert client.dbsize() == 0
    assert own_redis.pid != pid


def test_persistent_redis_killed_keeps_what_it_answered():
    with provided(redis(persistent=True)) as server:
        with server.client() as client:
            client.set("promise", "1")

        server.kill()
        server.start()

        with server.client() as client:
            assert client.get("promise") == b"1"


def test_redis_hung_answers_nobody_until_resumed(own_redis):
    own_redis.hang()
    with (
        own_redis.client(socket_timeout=0.3, retry=None) as client,
        pytest.raises(client_library.TimeoutError),
    ):
        client.ping()

    own_redis.resume()

    assert own_redis.answers()


def test_server_stopped_while_it_hangs_is_gone_with_its_port_and_folder():
    with provided(redis()) as server:
        server.hang()

    assert not alive(server.pid)
    assert not is_open(server.port)
    assert not server.folder.exists()


def test_server_on_the_port_of_another_is_not_taken_for_ours(own_redis, redis_server):
    impostor = replace(own_redis, port=redis_server.port, password=redis_server.password)
    impostor.process = own_redis.process

    assert impostor.answers()
    with pytest.raises(AssertionError):
        impostor.prove()


def test_server_on_a_taken_port_says_so_and_leaves_no_process(own_redis, redis_server):
    own_redis.stop()
    settings = own_redis.folder / "redis.conf"
    settings.write_text(settings.read_text().replace(f"port {own_redis.port}", f"port {redis_server.port}"))

    with pytest.raises(AssertionError, match="Address already in use"):
        own_redis.start()

    assert not own_redis.running
    assert redis_server.answers()


def test_free_ports_are_different_and_closed():
    ports = free_ports(20)

    assert len(set(ports)) == 20
    assert [port for port in ports if is_open(port)] == []
