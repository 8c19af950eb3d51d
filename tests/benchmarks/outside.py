"""Elasticsearch among a hundred thousand pages: how quick a search is, and a reindex while people search.

Run: python -m tests.benchmarks.outside

The pages are in PostgreSQL. The bare query is what the engine sends to Elasticsearch, sent again by its
client with nothing around it. It, the engine call and the whole call (hits read back through the audience
policy) are made in turn, so that what else runs on the machine slows all three.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import django

from tests.benchmarks.corpus import NoCorpus, corpus_file
from tests.benchmarks.engines import asking, timed
from tests.benchmarks.figures import Report, progress
from tests.benchmarks.part import run
from tests.benchmarks.sites import demo_installation, load
from tests.benchmarks.sizes import sized
from tests.servers.elasticsearch import elasticsearch
from tests.servers.installation import Installation
from tests.servers.postgresql import postgresql
from tests.servers.required import Missing

NUMBER = sized(100_000)
ENGINE, RATIO, MORE, REINDEX = "≤ 60", "≤ 1.3", "≤ 25", "≤ 180"
SEARCHERS = 2
AFRESH = {"request_cache": False}


def measure(report: Report) -> None:
    """Reindex with searchers about, then time the searches."""
    try:
        corpus_file()
        # One node of a gigabyte, as the compose file gives it.
        with postgresql() as database, elasticsearch(heap="1g") as cluster:
            more = {"REGIOBRUG_ELASTICSEARCH": cluster.node.url}
            # What takes long is to be measured here, and not handed to the engine behind.
            more["REGIOBRUG_ELASTICSEARCH_SEARCH_SECONDS"] = "30"
            with demo_installation(database.create_database("bench"), **more) as site:
                os.environ.update(site.environment)
                django.setup()
                full_reindex(report, site)
                searches(report)
    except (Missing, NoCorpus) as missing:
        report.missing(f"engine call among {NUMBER} pages", str(missing), ENGINE)
        report.missing(f"reindex outside of {NUMBER} pages", str(missing), REINDEX)


def full_reindex(report: Report, site: Installation) -> None:
    """Build the index of all pages anew, while others search in the one before it."""
    from search.domain.engines import elasticsearch_connection
    from search.domain.indexing import reindex
    from search.domain.rebuild import rebuild
    from tests.benchmarks.bulk import count_rows
    from tests.benchmarks.lessons import grow_lessons

    connection = elasticsearch_connection()
    assert connection is not None
    rebuild(connection)
    progress(f"{NUMBER} pages")
    grow_lessons(NUMBER)
    progress("index in the database")
    started = time.monotonic()
    found = reindex()
    report.add(f"index in the database of {found} pages", time.monotonic() - started, "s")
    count_rows()
    command = ("-m", "tests.benchmarks.searcher")
    searchers = [site.start("searcher", *command, talks=True) for _ in range(SEARCHERS)]
    for one in searchers:
        assert one.next_line() == "ready"
    progress("full reindex")
    started, used = time.monotonic(), time.process_time()
    made = rebuild(connection)
    took, used = time.monotonic() - started, time.process_time() - used
    counts = [one.answer("stop") for one in searchers]
    total = {name: sum(count[name] for count in counts) for name in counts[0]}
    slowest = max(one["slowest"] for one in counts)
    report.note(
        f"{made.documents} documents in {took:.0f} s, {used:.0f} s of the processor in this process; "
        f"meanwhile {total['searches']} searches, the slowest {slowest:.1f} s; {load()}"
    )
    report.add(f"reindex outside of {made.documents} pages", took, "s", REINDEX)
    for name in ("failed", "empty", "degraded"):
        report.add(f"searches {name} meanwhile", total[name], "searches", "≤ 0", total["searches"])


def searches(report: Report) -> None:
    """The bare query, the engine call and the whole call, in turn."""
    from accounts.viewer import Viewer
    from search.domain.engines import elasticsearch_connection, elasticsearch_engine
    from search.domain.queries.find import find
    from search.port import Query

    connection, viewer = elasticsearch_connection(), Viewer.public()
    assert connection is not None
    port = asking(elasticsearch_engine())
    client = connection.client()
    sent: dict[str, list[Any]] = {}

    def bare(text: str) -> None:
        if text not in sent:
            with recorded(client) as sent[text]:
                port(text)
        for lines in sent[text]:
            # The engine names the moment of now in every request, so it never has an answer kept from before.
            client.msearch(searches=[{**line, **AFRESH} if "index" in line else line for line in lines])

    def whole(text: str) -> None:
        assert not find(Query(text=text), viewer).results.degraded

    ways: tuple[Callable[[str], object], ...] = (bare, port, whole)
    plain, engine_call, whole_call = timed(*ways)
    for name, took in (("bare", plain), ("engine", engine_call), ("whole", whole_call)):
        report.note(f"{name} call: {took}; {load()}")
        report.add(f"{name} call among {NUMBER} pages, p50", took.p50(), "ms", n=took.n)
    n = plain.n
    report.add(f"bare call among {NUMBER} pages, p95", plain.p95(), "ms", n=n)
    report.add(f"engine call among {NUMBER} pages, p95", engine_call.p95(), "ms", ENGINE, n)
    report.add("engine call against bare, p50", engine_call.p50() / plain.p50(), "times", RATIO, n)
    report.add("engine call against bare, p95", engine_call.p95() / plain.p95(), "times", RATIO, n)
    report.add("whole call more than bare, p50", whole_call.p50() - plain.p50(), "ms", MORE, n)
    report.add("whole call more than bare, p95", whole_call.p95() - plain.p95(), "ms", MORE, n)


@contextmanager
def recorded(client: Any) -> Iterator[list[Any]]:
    """What is asked meanwhile of Elasticsearch by this client and those made of it."""
    kind, lines = type(client), []
    original = kind.msearch

    def msearch(self: Any, *, searches: Any, **options: Any) -> Any:
        lines.append(searches)
        return original(self, searches=searches, **options)

    kind.msearch = msearch
    try:
        yield lines
    finally:
        kind.msearch = original


if __name__ == "__main__":
    run("outside", measure)
