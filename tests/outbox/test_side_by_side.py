"""Several who keep promises at the same time, in processes of their own, on each database."""

import time
import uuid
from pathlib import Path

import psycopg
import pytest

from tests.servers.installation import Installation, eventually

KEEPER = str(Path(__file__).with_name("note_keeper.py"))
LEASE = 4


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.live)])
def site(request, tmp_path):
    """The outbox in several processes, with a lease of a few seconds."""
    if request.param == "sqlite":
        yield from outbox(tmp_path, f"sqlite:///{tmp_path / 'site.sqlite3'}")
    else:
        yield from postgresql_outbox(request, tmp_path)


@pytest.fixture
def postgresql_site(request, tmp_path):
    yield from postgresql_outbox(request, tmp_path)


def postgresql_outbox(request, tmp_path):
    server = request.getfixturevalue("postgresql_server")
    name = f"outbox_{uuid.uuid4().hex[:8]}"
    yield from outbox(tmp_path, server.create_database(name))
    server.drop_database(name)


def outbox(tmp_path, url):
    more = {"REGIOBRUG_OUTBOX_LEASE": str(LEASE), "DJANGO_SETTINGS_MODULE": "tests.outbox.outbox_alone"}
    made = Installation(tmp_path / "var", url, more)
    yield made
    made.stop()


def lines(log: Path) -> list[list[str]]:
    return [line.split() for line in log.read_text().splitlines()] if log.exists() else []


def test_promises_drained_by_four_at_once_are_each_kept_once(site, tmp_path):
    site.run(KEEPER, "promise", "200")
    log = tmp_path / "kept"
    drains = [site.start(f"drain-{n}", KEEPER, "drain", str(log), "2", talks=True) for n in range(2)]
    for drain in drains:
        assert drain.next_line() == "ready"

    for drain in drains:
        drain.tell("go")

    for drain in drains:
        assert drain.next_line() == "done"
    kept = lines(log)
    assert sorted(int(number) for number, _who in kept) == list(range(200))
    assert len({who for _number, who in kept}) == 4
    assert "Traceback" not in drains[0].said() + drains[1].said()


def test_promises_of_a_killed_process_are_taken_over_when_its_lease_ends_and_not_before(site, tmp_path):
    site.run(KEEPER, "promise", "2")
    log = tmp_path / "kept"
    heir = site.start("heir", KEEPER, "drain", str(log), "1", talks=True)
    assert heir.next_line() == "ready"
    victim = site.start("victim", KEEPER, "hold", str(log))
    eventually(lambda: lines(log) == [["0", "hung"]], 60, victim.said)
    claimed = time.monotonic()

    victim.kill()
    heir.ask("go")
    before = [number for number, _who in lines(log)]
    time.sleep(max(0.0, claimed + LEASE + 0.2 - time.monotonic()))
    heir.ask("go")

    assert before == ["0", "1"]
    assert [number for number, _who in lines(log)] == ["0", "1", "0"]


@pytest.mark.live
def test_promise_that_a_save_holds_locked_is_passed_over_and_not_waited_for(postgresql_site, tmp_path):
    site = postgresql_site
    site.run(KEEPER, "promise", "3")
    log = tmp_path / "kept"
    keeper = site.start("keeper", KEEPER, "drain", str(log), "1", talks=True)
    assert keeper.next_line() == "ready"

    with psycopg.connect(site.database) as saving:
        saving.execute("UPDATE outbox_promise SET version = version + 1 WHERE key = 'note:0'")
        keeper.ask("go")
        kept = [number for number, _who in lines(log)]

    assert kept == ["1", "2"]
