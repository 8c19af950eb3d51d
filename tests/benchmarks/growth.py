"""How search grows with the number of passages: a thousand, ten thousand, a hundred thousand.

Run: python -m tests.benchmarks.growth

An exponent of 0 stands still, of 1 grows as the number does. How saving grows is the part `saving`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.corpus import NoCorpus, corpus_file
from tests.benchmarks.engines import Took, asking, bare_site, documents, engine_in, fill, synonyms, timed
from tests.benchmarks.figures import Report, exponent, progress
from tests.benchmarks.part import run
from tests.benchmarks.sites import load
from tests.benchmarks.sizes import sized
from tests.servers.elasticsearch import elasticsearch
from tests.servers.required import Missing

SIZES = (sized(1_000), sized(10_000), sized(100_000))
GOALS = {("SQLite", SIZES[-1]): "≤ 100", ("Elasticsearch", SIZES[-1]): "≤ 60"}
# Of an engine at one size: how long it took to answer, and the bytes of its index.
Measured = tuple[Took, int]


def measure(report: Report) -> None:
    """Each engine at each size."""
    try:
        corpus_file()
    except NoCorpus as none:
        report.missing("engine calls", str(none), GOALS["SQLite", SIZES[-1]])
        return
    try:
        with (
            elasticsearch(heap="1g") as cluster,
            bare_site(REGIOBRUG_ELASTICSEARCH=cluster.node.url) as folder,
        ):
            wanted = documents(max(SIZES))
            grown(report, "SQLite", in_sqlite(folder, wanted))
            grown(report, "Elasticsearch", in_elasticsearch(wanted))
    except Missing as missing:
        report.missing("Elasticsearch", str(missing), GOALS["Elasticsearch", SIZES[-1]])
        with bare_site() as folder:
            wanted = documents(max(SIZES))
            grown(report, "SQLite", in_sqlite(folder, wanted))


def grown(report: Report, name: str, sizes: Iterator[Measured]) -> None:
    """Tell every size, and what line they lie on."""
    came: dict[str, dict[int, float]] = {"p50": {}, "p95": {}, "size of the index": {}}
    for size, (took, stored) in zip(SIZES, sizes, strict=True):
        came["p50"][size], came["p95"][size] = took.p50(), took.p95()
        came["size of the index"][size] = stored / 1e6
        report.note(f"{name}, {size} passages: {took}; {load()}")
        report.add(f"{name}, engine call among {size}, p50", took.p50(), "ms", n=took.n)
        report.add(
            f"{name}, engine call among {size}, p95", took.p95(), "ms", GOALS.get((name, size)), took.n
        )
        report.add(f"{name}, index of {size}", stored / 1e6, "MB")
    for what, values in came.items():
        report.add(f"{name}, growth of {what}", exponent(values), "exponent", n=len(SIZES))


def in_sqlite(folder: Path, wanted: list[Any]) -> Iterator[Measured]:
    """The database engine on a file of its own, that grows from size to size."""
    file = folder / "index.sqlite3"
    with engine_in({"ENGINE": "django.db.backends.sqlite3", "NAME": str(file)}, []) as engine:
        for more in steps(wanted):
            fill(engine, more)
            (took,) = timed(asking(engine))
            yield took, file.stat().st_size


def in_elasticsearch(wanted: list[Any]) -> Iterator[Measured]:
    """Elasticsearch with an index of its own, that grows from size to size."""
    from search.domain.engines import elasticsearch_connection
    from search.evaluation.throwaway import throwaway_index

    connection = elasticsearch_connection()
    assert connection is not None
    client, name = connection.client(), f"{connection.prefix}-throwaway-*"
    with throwaway_index([], synonyms(), engine="elasticsearch") as make:
        for more in steps(wanted):
            fill(make(), more)
            client.indices.refresh(index=name)
            (took,) = timed(asking(make()))
            client.indices.flush(index=name)
            stats = client.indices.stats(index=name, metric="store")
            yield took, stats["_all"]["primaries"]["store"]["size_in_bytes"]


def steps(wanted: list[Any]) -> Iterator[list[Any]]:
    """What each size has more than the one before."""
    for before, size in zip((0, *SIZES), SIZES, strict=False):
        progress(f"{size} passages")
        yield wanted[before:size]


if __name__ == "__main__":
    run("growth", measure)
