"""How soon a published page is found, and whether a withdrawn one is gone at once, on the large site.

Run: python -m tests.benchmarks.findable

PostgreSQL, Redis, Elasticsearch, a worker, a scheduler and the web server, each a process of its own, as in
the containers. The clock starts when the editor's transaction is committed, and stops when the page of
results links to the new page.
"""

import random
import time

from tests.benchmarks.figures import Report, percentile, progress
from tests.benchmarks.http_load import Asker, asker
from tests.benchmarks.part import run
from tests.benchmarks.sites import demo_installation, load, served
from tests.servers.elasticsearch import elasticsearch
from tests.servers.installation import MANAGE, Program
from tests.servers.postgresql import postgresql
from tests.servers.redis import redis
from tests.servers.required import Missing

PUBLICATIONS = 40
GOAL = "≤ 3"
LONGEST = 60.0


def measure(report: Report) -> None:
    """Publish, look until it is found; withdraw, look once."""
    try:
        with postgresql() as database, redis() as broker, elasticsearch() as cluster:
            more = {"REGIOBRUG_REDIS": broker.url, "REGIOBRUG_ELASTICSEARCH": cluster.node.url}
            with demo_installation(database.create_database("bench"), **more) as site:
                progress("search_reindex")
                site.run(MANAGE, "search_reindex", seconds=600)
                site.worker()
                site.beat()
                editor = site.start("publisher", "-m", "tests.benchmarks.publisher", talks=True)
                with served(site) as web, asker(web.port) as reader:
                    publish_and_withdraw(report, editor, reader)
    except Missing as missing:
        report.missing("publish to findable", str(missing), GOAL)


def publish_and_withdraw(report: Report, editor: Program, reader: Asker) -> None:
    """Each page is withdrawn as soon as it was found."""
    draw, took, still_found, degraded = random.Random(1), [], 0, 0
    for number in range(PUBLICATIONS):
        word, slug = word_nobody_wrote(draw), f"bericht-{number}"
        key = editor.ask(f"publish {word} {slug}")
        committed = time.monotonic()
        while slug not in (answer := reader.text(f"/zoeken/?q={word}")):
            assert time.monotonic() - committed < LONGEST, f"{slug} is not found"
            time.sleep(0.02)
        took.append(time.monotonic() - committed)
        degraded += "tijdelijk eenvoudiger" in answer
        editor.ask(f"withdraw {key}")
        still_found += slug in reader.text(f"/zoeken/?q={word}")
    report.note(load())
    report.add("publish to findable, p50", percentile(took, 0.5), "s", n=PUBLICATIONS)
    report.add("publish to findable, p95", percentile(took, 0.95), "s", GOAL, PUBLICATIONS)
    report.add("withdrawn pages that the next request found", still_found, "pages", "≤ 0", PUBLICATIONS)
    report.add("answers by the engine behind", degraded, "answers", n=PUBLICATIONS)


def word_nobody_wrote(draw: random.Random) -> str:
    """A word that sounds Dutch and means nothing."""
    return "".join(draw.choice("bdfgklmnprstvz") + draw.choice("aeiou") for _ in range(5)) + "x"


if __name__ == "__main__":
    run("findable", measure)
