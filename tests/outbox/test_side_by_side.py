"""Several who handle messages at the same time, in processes of their own, on each database."""

import itertools
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


def test_messages_drained_by_four_at_once_are_each_handled_once(site, tmp_path):
    site.run(KEEPER, "enqueue", "200")
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


def test_messages_of_a_killed_process_are_taken_over_when_its_lease_ends_and_not_before(site, tmp_path):
    site.run(KEEPER, "enqueue", "2")
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


def test_periodic_task_asked_for_by_four_at_once_runs_once_in_its_interval(site, tmp_path):
    site.run(KEEPER, "enqueue", "0")
    log = tmp_path / "ran"
    askers = [site.start(f"asker-{n}", KEEPER, "periodic", str(log), "2", talks=True) for n in range(2)]
    assert [asker.next_line() for asker in askers] == ["ready", "ready"]

    for asker in askers:
        asker.tell("go")
    assert [asker.next_line() for asker in askers] == ["done", "done"]

    moments = [float(moment) for moment, _who in lines(log)]
    assert 4 <= len(moments) <= 5
    assert min(later - earlier for earlier, later in itertools.pairwise(moments)) > 0.9


@pytest.mark.live
def test_message_that_a_save_holds_locked_is_passed_over_and_not_waited_for(postgresql_site, tmp_path):
    site = postgresql_site
    site.run(KEEPER, "enqueue", "3")
    log = tmp_path / "kept"
    keeper = site.start("keeper", KEEPER, "drain", str(log), "1", talks=True)
    assert keeper.next_line() == "ready"

    with psycopg.connect(site.database) as saving:
        saving.execute("UPDATE outbox_outboxmessage SET version = version + 1 WHERE key = 'note:0'")
        keeper.ask("go")
        kept = [number for number, _who in lines(log)]

    assert kept == ["1", "2"]


@pytest.mark.live
def test_loop_waits_for_a_database_that_died_and_goes_on_when_it_is_back(postgresql_site, postgresql_server):
    site = postgresql_site
    site.run(KEEPER, "enqueue", "0")
    loop = site.loop()
    ask_for_something(site, "before")
    eventually(lambda: attempts(site, "before") == 1, 60, loop.said)

    postgresql_server.kill()
    try:
        eventually(lambda: "The database is away" in loop.said(), 10, loop.said)
    finally:
        postgresql_server.start()
    ask_for_something(site, "after")

    eventually(lambda: attempts(site, "after") == 1, 10, loop.said)
    assert loop.said().count("The database is away") == 1
    assert loop.stop() == 0


def ask_for_something(site, key: str) -> None:
    """A message that nobody can handle: whoever tries writes down that they did."""
    with psycopg.connect(site.database) as connection:
        connection.execute(
            "INSERT INTO outbox_outboxmessage (kind, lane, key, version, payload, state, run_after, attempts,"
            " claimed_by, claimed_version, last_error, enqueued_at)"
            " VALUES ('none', 0, %s, 1, '{}', 'due', now(), 0, '', 0, '', now())",
            [key],
        )


def attempts(site, key: str) -> int:
    with psycopg.connect(site.database) as connection:
        row = connection.execute("SELECT attempts FROM outbox_outboxmessage WHERE key = %s", [key]).fetchone()
        return row[0]
