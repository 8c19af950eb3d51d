"""How much quicker a page from the cache is than one made anew, behind the web server.

Run: python -m tests.benchmarks.cache

Two web servers on one database, one with the page cache and one without, are asked in turn, so that what else
runs on the machine slows both. The clock is what a visitor feels. The processor's own time of the worker does
not suffer from others, and says how many visitors fit.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from statistics import median

from tests.benchmarks.figures import Report
from tests.benchmarks.http_load import Asker, asker
from tests.benchmarks.part import run
from tests.benchmarks.sites import Served, demo_installation, load, served
from tests.servers.installation import Installation
from tests.servers.redis import redis
from tests.servers.required import Missing

ROUNDS = 40
# A kept page is so quick that one look at it says little.
KEPT_A_ROUND = 8
GOAL = "≥ 20"
PATHS = {
    "home": "/",
    "obstacle": "/drempels/van-iedereen-van-niemand/",
    "lesson": "/lessen/laat-bestuurders-de-ingewikkeldheid-dragen/",
    "list of lessons": "/lessen/",
}


def measure(report: Report) -> None:
    """Each kind of page, with the cache in the process and with the cache in Redis."""
    with demo_installation() as site:
        with both(site) as (made, kept):
            for name, path in PATHS.items():
                compare(report, name, path, made, kept, goal=GOAL)
        try:
            with redis() as server, both(site, REGIOBRUG_REDIS=server.url) as (made, kept):
                for name in ("home", "lesson"):
                    compare(report, f"{name}, Redis", PATHS[name], made, kept, goal=GOAL)
        except Missing as missing:
            report.missing("Redis", str(missing), GOAL)


@contextmanager
def both(site: Installation, **more: str) -> Iterator[tuple[Served, Served]]:
    """The site twice: every page made anew, and pages kept."""
    with (
        served(site, REGIOBRUG_PAGE_CACHE_SECONDS="0", **more) as made,
        served(site, REGIOBRUG_PAGE_CACHE_SECONDS="3600", **more) as kept,
    ):
        yield made, kept


def compare(report: Report, name: str, path: str, made: Served, kept: Served, *, goal: str) -> None:
    """Ask both in turn over connections that stay open; visitors who were never here."""
    clock: tuple[list[float], list[float]] = ([], [])
    processor: tuple[list[float], list[float]] = ([], [])
    with ExitStack() as stack:
        askers: list[Asker] = [stack.enter_context(asker(web.port)) for web in (made, kept)]
        for one in askers:
            # Both have read their templates, and one has the page.
            for _ in range(4):
                one.get(path)
        for _round in range(ROUNDS):
            for place, (web, times) in enumerate(((made, 1), (kept, KEPT_A_ROUND))):
                before = web.processor()
                clock[place].extend(askers[place].timed(path) for _ in range(times))
                processor[place].append((web.processor() - before) / times)
    slow, quick = median(clock[0]), median(clock[1])
    used, needed = median(processor[0]), median(processor[1])
    report.note(
        f"{name}: made {slow:.2f} ms, kept {quick:.2f} ms; processor {used:.2f} and {needed:.2f} ms; {load()}"
    )
    report.add(f"{name}, kept against made, clock", slow / quick, "times", goal, ROUNDS)
    report.add(f"{name}, kept against made, processor", used / needed, "times", goal, ROUNDS)


if __name__ == "__main__":
    run("cache", measure)
