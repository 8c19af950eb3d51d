"""A server that cannot be had: a skip that says what to install, in CI a failure; never a wrong one."""

import subprocess
from contextlib import contextmanager

import pytest

from tests.servers import elasticsearch_distribution as distribution
from tests.servers.postgresql import programs as postgresql_programs
from tests.servers.redis import program as redis_program
from tests.servers.required import Missing, provided


@contextmanager
def absent():
    """A server whose software is not there."""
    raise Missing("Redis", "on Debian: apt-get install redis-server")
    yield


@pytest.fixture
def nobody_requires(monkeypatch):
    """A person's machine, whatever machine this is."""
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("REGIOBRUG_SERVERS", raising=False)


@pytest.mark.usefixtures("nobody_requires")
def test_missing_server_on_a_persons_machine_skips_and_says_what_to_install():
    with pytest.raises(pytest.skip.Exception) as skipped, provided(absent()):
        pass

    assert str(skipped.value) == "No Redis on this machine; on Debian: apt-get install redis-server"


@pytest.mark.usefixtures("nobody_requires")
@pytest.mark.parametrize(("name", "value"), [("CI", "true"), ("REGIOBRUG_SERVERS", "required")])
def test_missing_server_where_servers_are_required_fails(monkeypatch, name, value):
    monkeypatch.setenv(name, value)

    with pytest.raises(pytest.fail.Exception, match="apt-get install redis-server"), provided(absent()):
        pass


@pytest.mark.usefixtures("nobody_requires")
def test_failure_inside_the_block_still_stops_the_server():
    stopped = []

    @contextmanager
    def server():
        try:
            yield "started"
        finally:
            stopped.append(True)

    with pytest.raises(ZeroDivisionError), provided(server()) as given:
        assert given == "started"
        _ = 1 / 0

    assert stopped == [True]


def test_redis_that_is_not_installed_is_missing(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(Missing, match="apt-get install redis-server"):
        redis_program()


def test_postgresql_that_is_too_old_is_missing(monkeypatch, tmp_path):
    monkeypatch.setattr("tests.servers.postgresql.OLDEST", 99)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(Missing, match="PostgreSQL 99 or newer"):
        postgresql_programs()


def test_elasticsearch_archive_with_another_hash_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("REGIOBRUG_CACHE", str(tmp_path))
    (tmp_path / f"elasticsearch-{distribution.VERSION}.zip").write_bytes(b"something else")

    with pytest.raises(AssertionError, match=r"has SHA-1 .* remove it to fetch it again"):
        distribution.archive()


def test_elasticsearch_that_nothing_can_fetch_is_missing(monkeypatch, tmp_path):
    monkeypatch.setenv("REGIOBRUG_CACHE", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(Missing, match="apt-get install maven"):
        distribution.archive()


def test_elasticsearch_that_maven_cannot_fetch_is_missing_and_leaves_nothing(monkeypatch, tmp_path):
    tools, kept = tmp_path / "tools", tmp_path / "kept"
    tools.mkdir()
    (tools / "mvn").write_text("#!/bin/sh\necho Could not transfer artifact\nexit 1\n")
    (tools / "mvn").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:/usr/bin:/bin")
    monkeypatch.setenv("REGIOBRUG_CACHE", str(kept))

    with pytest.raises(Missing, match="Could not transfer artifact"):
        distribution.archive()

    assert list(kept.iterdir()) == []


@pytest.mark.parametrize(
    ("modules", "version"),
    [
        ("java.base@25.0.3\njdk.incubator.vector@25.0.3\n", 25),
        ("java.base@21\njdk.incubator.vector@21\n", 21),
        ("java.base@17.0.15\njdk.incubator.vector@17.0.15\n", None),
        ("java.base@25.0.3\njava.xml@25.0.3\n", None),
    ],
)
def test_java_is_taken_when_new_enough_and_with_its_vectors(tmp_path, modules, version):
    java = tmp_path / "java"
    java.write_text(f"#!/bin/sh\ncat <<END\n{modules}END\n")
    java.chmod(0o755)
    subprocess.run([java], check=True, capture_output=True)

    assert distribution._fitting_version(java) == version
