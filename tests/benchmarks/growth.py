"""How search grows with the number of passages: a thousand, ten thousand, a hundred thousand.

Run: python -m tests.benchmarks.growth

An exponent of 0 stands still, of 1 grows as the number does. How saving grows is the part `saving`.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.benchmarks.corpus import NoCorpus, corpus_file
from tests.benchmarks.engines import Took, asking, bare_site, documents, engine_in, synonyms, timed
from tests.benchmarks.figures import Report, exponent, progress, run
from tests.benchmarks.sites import load
from tests.servers.elasticsearch import elasticsearch
from tests.servers.required import Missing

SIZES = (1_000, 10_000, 100_000)
GOALS = {("SQLite", 100_000): "≤ 100", ("Elasticsearch", 100_000): "≤ 60"}


def measure(report: Report) -> None:
    """Each engine at each size."""
    try:
        corpus_file()
    except NoCorpus as none:
        report.missing("engine calls", str(none), GOALS["SQLite", 100_000])
        return
    try:
        with (
            elasticsearch(heap="1g") as cluster,
            bare_site(REGIOBRUG_ELASTICSEARCH=cluster.node.url) as folder,
        ):
            wanted = documents(max(SIZES))
            grown(report, "SQLite", lambda size: in_sqlite(folder, wanted[:size]))
            grown(report, "Elasticsearch", lambda size: in_elasticsearch(wanted[:size]))
    except Missing as missing:
        report.missing("Elasticsearch", str(missing), GOALS["Elasticsearch", 100_000])
        with bare_site() as folder:
            wanted = documents(max(SIZES))
            grown(report, "SQLite", lambda size: in_sqlite(folder, wanted[:size]))


def grown(report: Report, name: str, measured: Callable[[int], tuple[Took, int]]) -> None:
    """Tell every size, and what line they lie on."""
    came: dict[str, dict[int, float]] = {"p50": {}, "p95": {}, "size of the index": {}}
    for size in SIZES:
        progress(f"{name}, {size} passages")
        took, stored = measured(size)
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


def in_sqlite(folder: Path, wanted: list[Any]) -> tuple[Took, int]:
    """The database engine on a file of its own, and the bytes of that file."""
    file = folder / f"index-{len(wanted)}.sqlite3"
    with engine_in({"ENGINE": "django.db.backends.sqlite3", "NAME": str(file)}, wanted) as engine:
        (took,) = timed(asking(engine))
        stored = file.stat().st_size
    file.unlink()
    return took, stored


def in_elasticsearch(wanted: list[Any]) -> tuple[Took, int]:
    """Elasticsearch with an index of its own, and the bytes that it takes on disk."""
    from search.domain.engines import outside
    from search.evaluation.throwaway import throwaway_index

    with throwaway_index(wanted, synonyms(), engine="elasticsearch") as make:
        connection = outside()
        assert connection is not None
        client = connection.client()
        (took,) = timed(asking(make()))
        client.indices.flush(index=f"{connection.prefix}-throwaway-*")
        stats = client.indices.stats(index=f"{connection.prefix}-throwaway-*", metric="store")
        return took, stats["_all"]["primaries"]["store"]["size_in_bytes"]


if __name__ == "__main__":
    run("growth", measure)
