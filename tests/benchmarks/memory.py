"""How much memory a web worker of the site takes, when it has answered a few thousand requests.

Run: python -m tests.benchmarks.memory

PSS counts memory that processes share in equal parts, and is what a worker adds to a machine; RSS counts it
in full. Both are of the worker alone, after requests for every page of the demo and for searches.
"""

import re
from pathlib import Path
from urllib.parse import quote

from tests.benchmarks.corpus import asked
from tests.benchmarks.figures import Report
from tests.benchmarks.http_load import asker, rush
from tests.benchmarks.part import run
from tests.benchmarks.sites import THREADS, Served, demo_installation, load, served
from tests.servers.elasticsearch import elasticsearch
from tests.servers.installation import MANAGE
from tests.servers.postgresql import postgresql
from tests.servers.redis import redis
from tests.servers.required import Missing

GOAL = "≤ 200"
PAGES = ("/", "/lessen/", "/drempels/", "/portretten/", "/hulpmiddelen/", "/bijeenkomsten/", "/sitemap.xml")


def measure(report: Report) -> None:
    """The small site and the large one."""
    with demo_installation() as site, served(site, REGIOBRUG_PAGE_CACHE_SECONDS="60") as web:
        tell(report, "SQLite", web)
    try:
        with postgresql() as database, redis() as cache, elasticsearch() as cluster:
            more = {"REGIOBRUG_REDIS": cache.url, "REGIOBRUG_ELASTICSEARCH": cluster.node.url}
            with demo_installation(database.create_database("bench"), **more) as site:
                site.run(MANAGE, "search_reindex", seconds=900)
                with served(site) as web:
                    tell(report, "PostgreSQL, Redis and Elasticsearch", web)
    except Missing as missing:
        report.missing("with all servers", str(missing), GOAL)


def tell(report: Report, name: str, web: Served) -> None:
    """Give the worker something to do, then look at its memory."""
    fresh = memory_of(web.worker)
    requests = work(web)
    busy = memory_of(web.worker)
    report.note(f"{name}: fresh {fresh}, after {requests} requests {busy}; {load()}")
    for kind in ("Pss", "Rss"):
        report.add(f"worker with {name}, {kind.upper()} after load", busy[kind], "MB", GOAL, requests)


def work(web: Served) -> int:
    """All lists and the pages they lead to, each search question, and many at once; gives how many."""
    with asker(web.port) as one:
        found = {path for page in PAGES[1:6] for path in links_in(one.text(page))}
        for path in [*PAGES, *sorted(found)]:
            one.get(path)
        for text in asked():
            one.get(f"/zoeken/?q={quote(text)}")
    answers = sum(len(rush(web.port, path, seconds=3, connections=THREADS).milliseconds) for path in PAGES)
    return answers + len(PAGES) + len(found) + len(asked())


def links_in(page: str) -> set[str]:
    """The pages of the site that a page leads to."""
    return set(
        re.findall(r'href="(/(?:lessen|drempels|portretten|hulpmiddelen|bijeenkomsten)/[\w-]+/)"', page)
    )


def memory_of(pid: int) -> dict[str, float]:
    """PSS, USS (what no other process has) and RSS of a process, in MB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    kilobytes = {line.split(":")[0]: int(line.split()[1]) for line in lines}
    uss = kilobytes["Private_Clean"] + kilobytes["Private_Dirty"]
    return {
        name: round(value / 1_024, 1)
        for name, value in {"Pss": kilobytes["Pss"], "Uss": uss, "Rss": kilobytes["Rss"]}.items()
    }


if __name__ == "__main__":
    run("memory", measure)
