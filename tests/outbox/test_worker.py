"""Worker and scheduler on PostgreSQL and Redis: prompt when all is well, nothing lost when it is not."""

import pickle
import sys
import time
from pathlib import Path

import psycopg
import pytest
from celery import Celery
from kombu import Connection
from redis import Redis

from tests.outbox.forged import FORGED, NO_MESSAGES, QUEUES, Trap
from tests.servers.installation import Installation, eventually
from tests.servers.redis import redis
from tests.servers.required import provided
from website.picture_sizes import SPECS

pytestmark = pytest.mark.live

EDITOR = str(Path(__file__).with_name("editor.py"))
LEASE = 15


@pytest.fixture(scope="module")
def broker():
    """A Redis of these tests alone."""
    with provided(redis()) as server:
        yield server


@pytest.fixture(scope="module")
def site(tmp_path_factory, site_database, broker):
    """A site on PostgreSQL and Redis, with nothing running yet."""
    more = {"REGIOBRUG_REDIS": broker.url_of(0), "REGIOBRUG_OUTBOX_LEASE": str(LEASE)}
    made = Installation(tmp_path_factory.mktemp("site"), site_database(), more)
    yield made
    made.stop()


@pytest.fixture(scope="module")
def editor(site):
    """Somebody who saves things."""
    return site.start("editor", EDITOR, talks=True)


@pytest.fixture
def worker(site):
    """A worker; the one that runs already when there is one."""
    running = [each for each in site.programs if each.name == "worker" and each.process.poll() is None]
    return running[0] if running else site.worker()


@pytest.fixture
def no_worker(site):
    """No worker runs."""
    for program in site.programs:
        if program.name in {"worker", "beat"} and program.process.poll() is None:
            program.kill()


def query(site, text: str, *values) -> list[tuple]:
    with psycopg.connect(site.database, autocommit=True) as connection:
        return connection.execute(text, values).fetchall()


def sizes(site, picture: int) -> int:
    return query(site, "SELECT count(*) FROM website_rendition WHERE image_id = %s", picture)[0][0]


def state(site, picture: int) -> str:
    return query(site, "SELECT state FROM outbox_outboxmessage WHERE key = %s", f"renditions:{picture}")[0][0]


def kept(site, picture: int) -> bool:
    return state(site, picture) == "done" and sizes(site, picture) == len(SPECS)


def test_picture_saved_has_its_sizes_within_three_seconds_by_a_wakeup_alone(site, editor, worker):
    editor.answer("picture 300")

    picture = editor.answer("picture 600")["pk"]

    eventually(lambda: kept(site, picture), 3, worker.said)


def test_pickled_message_is_refused_unread_and_the_worker_goes_on(site, editor, worker, broker, tmp_path):
    with Connection(broker.url_of(0)) as connection:
        connection.Producer().publish(
            [[Trap(tmp_path / "sprung")], {}, {}],
            serializer="pickle",
            routing_key="regiobrug",
            headers={"task": "outbox.drain_due", "id": "forged", "lang": "py"},
        )

    picture = editor.answer("picture 300")["pk"]

    eventually(lambda: kept(site, picture), 20, worker.said)
    assert "no wake-up was thrown away" in worker.said()
    assert not (tmp_path / "sprung").exists()


def test_forged_messages_do_no_harm_and_the_worker_goes_on(site, editor, worker, broker, tmp_path):
    with Connection(broker.url_of(0)) as connection:
        for number, (task, arguments, more) in enumerate(FORGED):
            headers = {"task": task, "id": f"forged-{number}", "lang": "py", **more}
            producer = connection.Producer()
            producer.publish(arguments, serializer="json", routing_key="regiobrug", headers=headers)
    with Redis.from_url(broker.url_of(0)) as client:
        client.lpush("regiobrug", pickle.dumps(Trap(tmp_path / "sprung")), *NO_MESSAGES)

    picture = editor.answer("picture 300")["pk"]

    eventually(lambda: kept(site, picture), 20, worker.said)
    assert worker.process.poll() is None
    assert not (tmp_path / "sprung").exists()
    with Redis.from_url(broker.url_of(0)) as client:
        # Nothing is kept there that could come back after a restart.
        eventually(lambda: not client.exists("regiobrug", "unacked"), 10, worker.said)


@pytest.mark.parametrize(
    "make", [lambda client, key: client.set(key, "x"), lambda client, key: client.hset(key, "a", 1)]
)
def test_queue_that_somebody_made_something_else_is_a_queue_again(site, editor, worker, broker, make):
    with Redis.from_url(broker.url_of(0)) as client:
        for queue in QUEUES:
            client.delete(queue)
            make(client, queue)

        picture = editor.answer("picture 300")["pk"]
        scheduler = site.beat()

        eventually(lambda: kept(site, picture), 20, worker.said)
        eventually(lambda: {client.type(queue) for queue in QUEUES} <= {b"list", b"none"}, 10, worker.said)
    scheduler.kill()
    assert worker.process.poll() is None


@pytest.mark.usefixtures("no_worker")
def test_worker_starts_where_somebody_put_something_else_under_the_names_of_its_queues(site, broker):
    names = (*QUEUES, "_kombu.binding.regiobrug")
    with Redis.from_url(broker.url_of(0)) as client:
        client.mset(dict.fromkeys(names, "x"))

        worker = site.worker()

        eventually(
            lambda: {client.type(name) for name in names} <= {b"list", b"set", b"none"}, 10, worker.said
        )
    assert worker.process.poll() is None


def test_worker_told_over_redis_to_stop_goes_on(site, editor, worker, broker):
    with Celery(broker=broker.url_of(0)) as stranger:
        stranger.control.shutdown()
    time.sleep(1)

    picture = editor.answer("picture 300")["pk"]

    eventually(lambda: kept(site, picture), 20, worker.said)
    assert worker.process.poll() is None


@pytest.mark.clock
@pytest.mark.parametrize("fault", ["killed", "hung"])
def test_saving_without_redis_is_as_quick_and_what_was_promised_is_kept_when_it_is_back(
    site, editor, worker, broker, fault
):
    editor.answer("page")
    before = min(editor.answer("page")["seconds"] for _ in range(3))
    broker.kill() if fault == "killed" else broker.hang()
    try:
        first = editor.answer("picture 300")
        saves = [editor.answer("page")["seconds"] for _ in range(3)]
        cached = editor.answer("cache")
    finally:
        broker.start() if fault == "killed" else broker.resume()
    figures = {"page before": before, "first picture": first["seconds"], "then pages": saves, "cache": cached}
    sys.stdout.write(f"{fault}: {figures}\n")
    scheduler = site.beat()

    eventually(lambda: kept(site, first["pk"]), 40, worker.said)

    scheduler.stop()
    assert first["seconds"] < before + 1
    assert min(saves) < before + 0.1
    assert (cached["found"], cached["seconds"] < 0.7) == (None, True)


def test_session_outlives_whatever_happens_to_redis(site, editor, broker):
    made = editor.answer("session")
    key = made["key"]
    with Redis.from_url(broker.url_of(1)) as client:
        told = [name for name in client.scan_iter() if b"session" in name or key.encode() in name]
        client.flushall()
    emptied = editor.answer(f"load {key}")["who"]
    broker.kill()
    try:
        dead = editor.answer(f"load {key}")
        made_while_dead = editor.answer("session")
    finally:
        broker.start()

    assert told == []
    assert (made["who"], emptied, dead["who"], made_while_dead["who"]) == ("editor",) * 4
    assert dead["seconds"] < 0.7


@pytest.mark.usefixtures("no_worker")
def test_wakeup_that_redis_forgot_is_made_good_by_the_scheduler(site, editor, broker):
    picture = editor.answer("picture 300")["pk"]
    with Redis.from_url(broker.url_of(0)) as client:
        client.flushall()
    worker = site.worker()
    time.sleep(2)
    without = state(site, picture)

    schedulers = [site.beat(), site.beat()]

    eventually(lambda: kept(site, picture), 5, worker.said)
    assert without == "due"
    eventually(lambda: query(site, "SELECT 1 FROM outbox_periodictaskrun WHERE finished_at IS NOT NULL"), 10)
    for scheduler in schedulers:
        scheduler.kill()
    worker.kill()


@pytest.mark.usefixtures("no_worker")
def test_worker_killed_while_it_makes_sizes_is_succeeded_by_another(site, editor):
    first = site.worker()
    picture = editor.answer("picture 5000")["pk"]
    eventually(lambda: state(site, picture) == "claimed", 10, first.said)

    first.kill()
    interrupted = state(site, picture), sizes(site, picture) < len(SPECS)
    second = site.worker()
    scheduler = site.beat()

    eventually(lambda: kept(site, picture), LEASE + 30, second.said)
    assert interrupted == ("claimed", True)
    scheduler.kill()
    second.kill()


@pytest.mark.usefixtures("no_worker")
def test_loop_handles_messages_and_runs_periodic_tasks_with_redis_dead(site, editor, broker):
    broker.kill()
    try:
        picture = editor.answer("picture 300")["pk"]
        query(site, "DELETE FROM outbox_periodictaskrun RETURNING 1")
        loop = site.loop()
        eventually(lambda: kept(site, picture), 40, loop.said)
        eventually(
            lambda: query(site, "SELECT 1 FROM outbox_periodictaskrun WHERE finished_at IS NOT NULL"), 10
        )
        status = loop.stop()
    finally:
        broker.start()

    assert status == 0


@pytest.mark.parametrize("part", ["worker", "beat"])
def test_part_that_needs_redis_says_so_where_none_is_set(site, part, tmp_path):
    alone = Installation(tmp_path, site.database)
    program = alone.start(part, "-m", "celery", "-A", "config", part)

    status = program.process.wait(60)

    assert status != 0
    assert "Set REGIOBRUG_REDIS" in program.said()
