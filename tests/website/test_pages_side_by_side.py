"""Many readers at one moment, on each database, with the cache in the process or in Redis."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.installation import Installation

READERS = str(Path(__file__).with_name("page_readers.py"))
HIT, MADE = "200 Regiobrug; hit", "200 Regiobrug; fwd=miss; stored"


class Readers:
    """A process with readers, that is told what to do."""

    def __init__(self, site: Installation, name: str = "readers") -> None:
        self.program = site.start(name, READERS, talks=True)

    def do(self, word: str) -> dict[str, object]:
        return json.loads(self.program.ask(word))


def quickly_kept(site: Installation, **more: str) -> Installation:
    """The same with the settings of tests, and pages that are kept for a minute."""
    site.more = {
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "REGIOBRUG_PAGE_CACHE_SECONDS": "60",
        **more,
    }
    return site


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.live)])
def site(request, site_on, tmp_path) -> Iterator[Installation]:
    made = quickly_kept(site_on(request.param, tmp_path / "site"))
    yield made
    made.stop()


@pytest.fixture
def site_with_redis(redis_server, small_site, tmp_path) -> Iterator[Installation]:
    with redis_server.client() as client:
        client.flushall()
    made = quickly_kept(small_site(tmp_path / "site"), REGIOBRUG_REDIS=redis_server.url_of(0))
    yield made
    made.stop()


def test_readers_at_one_moment_are_all_given_a_page_and_never_an_old_one(site):
    readers = Readers(site)
    built = readers.do("build")

    rush = readers.do("rush")
    storm = readers.do("storm")
    apart = readers.do("apart")

    assert built == {"migrated": True}
    assert sum(rush.values()) == 20
    assert set(rush) <= {MADE, HIT}
    assert (storm["old"], storm["old at once"]) == (0, 0)
    assert min(storm["reads"], storm["hits"]) > 50
    # The row and its generation are seen together, or neither.
    assert apart["during"]
    assert all(row == renewed for row, renewed in apart["during"])
    assert apart["after"] == [True, True]


@pytest.mark.clock
@pytest.mark.live
def test_processes_share_what_is_kept_in_redis_and_do_without_it(site_with_redis, redis_server):
    first, second = Readers(site_with_redis), Readers(site_with_redis, "others")
    first.do("build")
    shared = [one.do("page")["kept"] for one in (first, second)]
    redis_server.kill()
    dead = [first.do("page") for _ in range(3)]
    redis_server.start()
    redis_server.hang()
    try:
        second.do("change")
        hung = [second.do("page") for _ in range(3)]
    finally:
        redis_server.resume()

    assert shared == ["Regiobrug; fwd=miss; stored", "Regiobrug; hit"]
    assert {answer["status"] for answer in dead + hung} == {200}
    assert [answer["kept"] for answer in hung if "hit" in answer["kept"]] == []
    assert max(answer["seconds"] for answer in hung) < 1.5
    assert hung[-1]["seconds"] < 0.3
