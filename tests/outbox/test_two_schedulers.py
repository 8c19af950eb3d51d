"""Two schedulers and two workers at once: each message is handled once, each task once in its interval."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.outbox.noting.apps import EVERY
from tests.servers.installation import Installation, eventually
from tests.servers.redis import redis
from tests.servers.required import provided

pytestmark = pytest.mark.live

MESSAGES, SECONDS = 80, 8


@pytest.fixture
def notes(tmp_path) -> Path:
    return tmp_path / "notes"


@pytest.fixture
def site(site_database, tmp_path, notes) -> Iterator[Installation]:
    """A site on PostgreSQL and a Redis of its own, with two of each that a site needs one of."""
    with provided(redis()) as broker:
        more = {
            "REGIOBRUG_REDIS": broker.url_of(0),
            "DJANGO_SETTINGS_MODULE": "tests.outbox.noting.settings",
            "NOTES": str(notes),
        }
        made = Installation(tmp_path / "var", site_database(), more)
        yield made
        made.stop()


def enqueue_notes(site: Installation) -> None:
    """Notes that come due one after the other: nobody is woken for those, so only a scheduler calls."""
    with psycopg.connect(site.database) as connection:
        connection.execute(
            "INSERT INTO outbox_outboxmessage (kind, lane, key, version, payload, state, run_after, attempts,"
            " claimed_by, claimed_version, last_error, enqueued_at) SELECT 'note', 0, 'note:' || n, 1,"
            " jsonb_build_object('number', n), 'due', now() + n * interval '1 second' * %s / %s,"
            " 0, '', 0, '', now()"
            " FROM generate_series(0, %s - 1) AS n",
            [SECONDS, MESSAGES, MESSAGES],
        )


def waiting(site: Installation) -> int:
    with psycopg.connect(site.database) as connection:
        row = connection.execute("SELECT count(*) FROM outbox_outboxmessage WHERE state <> 'done'").fetchone()
        assert row
        return row[0]


def test_two_schedulers_and_two_workers_handle_each_message_once(site, notes):
    workers = [site.worker(), site.worker()]
    schedulers = [site.beat(), site.beat()]
    enqueue_notes(site)

    eventually(lambda: waiting(site) == 0, SECONDS + 30, workers[0].said)

    lines = [line.split() for line in notes.read_text().splitlines()]
    kept = [(int(number), who) for what, number, who in lines if what == "note"]
    assert sorted(number for number, _who in kept) == list(range(MESSAGES))
    assert len({who for _number, who in kept}) == 2
    moments = [float(moment) for what, moment, _who in lines if what == "periodic"]
    # Both call every five seconds; a call that comes while its interval lasts runs nothing.
    assert min(later - earlier for earlier, later in itertools.pairwise(moments)) > EVERY * 0.9
    assert [each.process.poll() for each in (*workers, *schedulers)] == [None] * 4
