"""Redis over TLS: cache, wake-ups and the doctor trust the authority that is named, and no other."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import requests

from tests.architecture.rooms import CHECKOUT
from tests.servers.certificate import make_certificate
from tests.servers.installation import Installation, eventually
from tests.servers.ports import HOST, free_port
from tests.servers.redis import RedisServer, redis
from tests.servers.required import provided

pytestmark = pytest.mark.live

EDITOR = str(CHECKOUT / "tests" / "outbox" / "editor.py")
# The same address, spelled so that it is in no certificate.
SAME_PLACE = "127.1"
PICTURES = "SELECT state FROM outbox_outboxmessage WHERE kind = 'renditions'"


@pytest.fixture(scope="module")
def broker() -> Iterator[RedisServer]:
    """A Redis that speaks TLS and nothing else."""
    with provided(redis(tls=True)) as server:
        yield server


@pytest.fixture
def site(small_site, tmp_path, broker) -> Iterator[Callable[[Path | None], Installation]]:
    """Makes a site that trusts this authority."""
    made = small_site(tmp_path / "site")

    def trusting(authority: Path | None) -> Installation:
        made.more = {"REGIOBRUG_REDIS": broker.url_of(0)}
        made.more |= {"REGIOBRUG_REDIS_CA": str(authority)} if authority else {}
        return made

    yield trusting
    made.stop()


def state_of_pictures(site: Installation) -> str:
    """The state of the message that makes the sizes of a picture."""
    with closing(sqlite3.connect(site.var / "regiobrug.sqlite3")) as connection:
        return connection.execute(PICTURES).fetchone()[0]


def test_site_that_trusts_the_authority_of_redis_is_woken_and_caches_over_tls(site, broker):
    trusting = site(broker.authority)
    worker = trusting.worker()
    editor = trusting.start("editor", EDITOR, talks=True)

    cached = editor.answer("cache")["found"]
    editor.answer("picture 300")

    assert cached == "bridge"
    assert editor.answer("doctor")["said"] == f"{HOST} antwoordt"
    eventually(lambda: state_of_pictures(trusting) == "done", 30, worker.said)


@pytest.mark.parametrize("other", [True, False])
def test_site_that_trusts_another_authority_or_none_does_without_redis_and_goes_on(site, other, tmp_path):
    (tmp_path / "other").mkdir()
    doubting = site(make_certificate(tmp_path / "other").authority if other else None)
    port = free_port()
    doubting.web(port, "--threads", "2")
    worker = doubting.start("worker", "-m", "celery", "-A", "config", "worker", "--concurrency", "1")
    editor = doubting.start("editor", EDITOR, talks=True)

    cached = editor.answer("cache")["found"]
    page = editor.answer("page")
    answers = [requests.get(f"http://{HOST}:{port}/", timeout=30).status_code for _ in range(3)]

    assert (cached, page["seconds"] < 5, answers) == (None, True, [200] * 3)
    assert editor.answer("doctor")["said"] == f"{HOST} antwoordt niet (SSLCertVerificationError)"
    worker.wait_for("certificate verify failed")


def test_server_under_a_name_that_its_certificate_does_not_have_is_done_without(site, broker):
    misled = site(broker.authority)
    misled.more["REGIOBRUG_REDIS"] = broker.url.replace(HOST, SAME_PLACE)
    editor = misled.start("editor", EDITOR, talks=True)

    assert editor.answer("cache")["found"] is None
    assert editor.answer("doctor")["said"] == f"{SAME_PLACE} antwoordt niet (SSLCertVerificationError)"
