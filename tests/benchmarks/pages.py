"""How quick a page is that is made anew, against a stock site with the same pages.

Run: python -m tests.benchmarks.pages

Both sites have the same database, the same gunicorn and no page cache. They are asked in turn, so that what
else runs on the machine slows both; a figure is the median of the rounds.
"""

from statistics import median

from tests.benchmarks.figures import Report, percentile
from tests.benchmarks.http_load import Rush, asker, rush
from tests.benchmarks.part import run
from tests.benchmarks.peers import peer_of_the_demo, served_peer
from tests.benchmarks.sites import THREADS, Served, demo_installation, load, served

ROUNDS = 5
SECONDS = 4.0
PATHS = {
    "lesson": "/lessen/laat-bestuurders-de-ingewikkeldheid-dragen/",
    "obstacle": "/drempels/van-iedereen-van-niemand/",
    "list of lessons": "/lessen/",
}
# What must stand on both pages, or two different things are compared.
SAME = {
    "lesson": ("Techniek College Rotterdam", "Rijnmond", "Zadkine", "Checklist voor een convenant", "2026"),
    "obstacle": ("Roulerend voorzitten werkte bij ons niet", "onduidelijk eigenaarschap", "Logistiekhuis"),
    "list of lessons": ("Roulerend voorzitten werkte bij ons niet", "Bouw en infra", "Scheldewerk"),
}


def measure(report: Report) -> None:
    """Requests a second and the middle answer, page by page."""
    with (
        demo_installation() as site,
        peer_of_the_demo() as stock,
        served(site, REGIOBRUG_PAGE_CACHE_SECONDS="0") as ours,
        served_peer(stock) as theirs,
    ):
        for name, path in PATHS.items():
            warm_up(name, path, ours, theirs)
            compare(report, name, path, ours, theirs)


def warm_up(name: str, path: str, *sites: Served) -> None:
    """Let every thread read its templates, and see that both pages say the same."""
    for web in sites:
        rush(web.port, path, seconds=1.0, connections=THREADS)
        with asker(web.port) as one:
            page = one.text(path)
        missing = [words for words in SAME[name] if words not in page]
        assert not missing, f"{path} lacks {missing}"


def compare(report: Report, name: str, path: str, ours: Served, theirs: Served) -> None:
    """Rush at both in turn; first one begins, then the other."""
    came: dict[Served, list[Rush]] = {ours: [], theirs: []}
    used: dict[Served, float] = {ours: 0.0, theirs: 0.0}
    for number in range(ROUNDS):
        for web in (ours, theirs) if number % 2 else (theirs, ours):
            before = web.processor()
            came[web].append(rush(web.port, path, seconds=SECONDS, connections=THREADS))
            used[web] += web.processor() - before
    speed = {web: median(one.per_second for one in rounds) for web, rounds in came.items()}
    middle = {
        web: median(percentile(one.milliseconds, 0.5) for one in rounds) for web, rounds in came.items()
    }
    answers = {web: sum(len(one.milliseconds) for one in rounds) for web, rounds in came.items()}
    cost = {web: used[web] / answers[web] for web in came}
    for label, web in (("the site", ours), ("the peer", theirs)):
        report.note(
            f"{name}, {label}: {speed[web]:.1f} requests/s, p50 {middle[web]:.1f} ms with {THREADS} at once, "
            f"processor {cost[web]:.1f} ms; {load()}"
        )
    report.add(f"{name}, requests/s", speed[ours], "1/s", n=answers[ours])
    report.add(f"{name}, requests/s against the peer", speed[ours] / speed[theirs], "times", "≥ 2", ROUNDS)
    report.add(f"{name}, p50 against the peer", middle[theirs] / middle[ours], "times", "≥ 2", ROUNDS)
    report.add(f"{name}, processor against the peer", cost[theirs] / cost[ours], "times", None, ROUNDS)


if __name__ == "__main__":
    run("pages", measure)
