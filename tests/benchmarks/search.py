"""How quick the search in the site's own database is, beside the search of a stock site.

Run: python -m tests.benchmarks.search

Ten thousand passages, on SQLite and on PostgreSQL; for a hundred thousand see the part `growth`, for
Elasticsearch the part `outside`.
"""

import json
from pathlib import Path

from tests.benchmarks.corpus import NoCorpus, corpus_file
from tests.benchmarks.engines import Took, asking, bare_site, documents, engine_in, timed
from tests.benchmarks.figures import Report, percentile, progress
from tests.benchmarks.part import run
from tests.benchmarks.peers import peer_of_the_demo
from tests.benchmarks.sites import LONGEST, demo_installation, load
from tests.benchmarks.sizes import sized
from tests.servers.installation import Installation
from tests.servers.postgresql import PostgresqlServer, postgresql
from tests.servers.required import Missing

NUMBER = sized(10_000)
GOALS = {"SQLite": "≤ 20", "PostgreSQL": "≤ 60"}


def measure(report: Report) -> None:
    """Engine calls and whole requests of the site, then the same questions to the peer."""
    try:
        corpus_file()
    except NoCorpus as none:
        for name, goal in GOALS.items():
            report.missing(f"{name}, engine call", str(none), goal)
        return
    with demo_installation(pages=NUMBER) as site:
        whole_requests(report, site)
    with bare_site() as folder:
        wanted = documents(NUMBER)
        with engine_in(sqlite(folder), wanted) as engine:
            tell(report, "SQLite", *timed(asking(engine)))
        try:
            with postgresql() as server:
                with engine_in(postgres(server, "bench"), wanted) as engine:
                    tell(report, "PostgreSQL", *timed(asking(engine)))
                the_peer(report, "PostgreSQL", server.create_database("peer"))
        except Missing as missing:
            report.missing("PostgreSQL, engine call", str(missing), GOALS["PostgreSQL"])
    the_peer(report, "SQLite", "")


def sqlite(folder: Path) -> dict[str, str]:
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "index.sqlite3")}


def postgres(server: PostgresqlServer, name: str) -> dict[str, object]:
    import environ

    return {**environ.Env.db_url_config(server.create_database(name))}


def tell(report: Report, name: str, took: Took) -> None:
    """The figures of an engine; the processor's time leaves out what PostgreSQL does itself."""
    report.note(f"{name}: {took}; {load()}")
    report.add(f"{name}, engine call among {NUMBER} passages, p50", took.p50(), "ms", n=took.n)
    report.add(f"{name}, engine call among {NUMBER} passages, p95", took.p95(), "ms", GOALS[name], took.n)


def whole_requests(report: Report, site: Installation) -> None:
    """``/zoeken/`` among ten thousand pages, from the environment of a request to its HTML."""
    progress("/zoeken/")
    answer = site.run("-m", "tests.benchmarks.lessons", "requests", seconds=LONGEST)
    took = json.loads(answer.splitlines()[-1])["milliseconds"]
    report.add(
        f"/zoeken/ among {NUMBER} pages, whole request, p95", percentile(took, 0.95), "ms", "≤ 80", len(took)
    )


def the_peer(report: Report, name: str, database: str) -> None:
    """The same questions, as the peer's search page asks them; told, for it is no goal."""
    with peer_of_the_demo(database, pages=NUMBER) as stock:
        progress(f"the peer's search on {name}")
        answer = json.loads(stock.run("-m", "tests.benchmarks.lessons", "search").splitlines()[-1])
    took, (found, questions) = answer["milliseconds"], answer["found"]
    report.note(f"the peer on {name}: {found} of {questions} questions found anything; {load()}")
    for label, share in (("p50", 0.5), ("p95", 0.95)):
        value = percentile(took, share)
        report.add(f"peer on {name}, search among {NUMBER} pages, {label}", value, "ms", n=len(took))


if __name__ == "__main__":
    run("search", measure)
