"""How much quicker a page from the cache is: on the demo, in one process, and behind gunicorn.

Run: python -m tests.benchmarks.page_cache

Made and kept pages are asked for in turn, so that what else runs on the machine slows both. Each page is
asked for by a visitor who was never here. Prints medians in milliseconds; the processor's own time is what
does not suffer from others.
"""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median

from tests.benchmarks.demo_database import CHECKOUT, demo_database
from tests.servers.ports import free_port

ROUNDS = 60
PATHS = {
    "home": "/",
    "obstacle": "/drempels/van-iedereen-van-niemand/",
    "lesson": "/lessen/laat-bestuurders-de-ingewikkeldheid-dragen/",
    "sitemap": "/sitemap.xml",
}
HEADERS = {"Host": "localhost"}


def main() -> None:
    """Print a line for each page and each way to ask."""
    with demo_database():
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores, {ROUNDS} rounds")
        in_process()
        behind_gunicorn()


def in_process() -> None:
    """From the environment of a request to the bytes of its answer, through all middleware."""
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.db import reset_queries
    from django.test import RequestFactory

    application, factory = get_wsgi_application(), RequestFactory(headers={"host": "localhost"})

    def ask(path: str, seconds: int) -> None:
        settings.PAGE_CACHE_SECONDS = seconds
        environ = factory.get(path).environ
        answer = application(environ, lambda status, headers: None)
        assert b"".join(answer)
        answer.close()
        reset_queries()

    keep_connections()
    for name, path in PATHS.items():
        report(f"{name}, in process", lambda path=path: ask(path, 0), lambda path=path: ask(path, 600))


def keep_connections() -> None:
    """As gunicorn does with connections that last; otherwise each request would open the database anew."""
    from django.db import connections

    connections["default"].settings_dict["CONN_MAX_AGE"] = None


def behind_gunicorn() -> None:
    """Over HTTP on loopback, one request after the other on one connection."""
    with served(0) as made, served(600) as kept:
        floor = [elapsed(lambda: fetch(kept, "/livez")) for _round in range(ROUNDS)]
        print(f"gunicorn itself (/livez)           {median(floor):6.2f} ms", flush=True)
        for name, path in PATHS.items():
            report(
                f"{name}, gunicorn",
                lambda path=path: fetch(made, path),
                lambda path=path: fetch(kept, path),
            )


def elapsed(ask: Callable[[], None]) -> float:
    started = time.perf_counter()
    ask()
    return (time.perf_counter() - started) * 1_000


def fetch(connection: http.client.HTTPConnection, path: str) -> None:
    connection.request("GET", path, headers=HEADERS)
    answer = connection.getresponse()
    assert answer.status == 200
    assert answer.read()


@contextmanager
def served(seconds: int) -> Iterator[http.client.HTTPConnection]:
    """A gunicorn on the benchmark's database, with pages kept this long."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "config.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    command += ["--worker-class", "gthread", "--threads", "2", "--keep-alive", "60", "--log-level", "error"]
    command += ["--no-control-socket"]
    environment = {**os.environ, "REGIOBRUG_PAGE_CACHE_SECONDS": str(seconds)}
    environment["REGIOBRUG_DATABASE"] += "?conn_max_age=600"
    environment["PYTHONPATH"] = f"{CHECKOUT}{os.pathsep}{CHECKOUT / 'site'}"
    process = subprocess.Popen(command, env=environment)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        until_it_answers(connection)
        yield connection
    finally:
        connection.close()
        process.terminate()
        process.wait(20)


def until_it_answers(connection: http.client.HTTPConnection) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            return fetch(connection, "/robots.txt")
        except OSError:
            if time.monotonic() > deadline:
                raise
            connection.close()
            time.sleep(0.2)


def report(name: str, make: Callable[[], None], take: Callable[[], None]) -> None:
    """Warm both up, then ask in turn."""
    for ask in (make, make, take, take):
        ask()
    clock: dict[str, list[float]] = {"made": [], "kept": []}
    processor: dict[str, list[float]] = {"made": [], "kept": []}
    for _round in range(ROUNDS):
        for kind, ask in (("made", make), ("kept", take), ("kept", take), ("kept", take)):
            started = time.perf_counter(), time.process_time()
            ask()
            clock[kind].append((time.perf_counter() - started[0]) * 1_000)
            processor[kind].append((time.process_time() - started[1]) * 1_000)
    made, kept = median(clock["made"]), median(clock["kept"])
    line = f"{name:24} made {made:7.2f} ms   kept {kept:6.2f} ms   {made / kept:5.1f} times"
    if "process" in name:
        used, needed = median(processor["made"]), median(processor["kept"])
        line += f"   (processor {used:.2f} and {needed:.2f} ms, {used / needed:.1f} times)"
    print(line, flush=True)


if __name__ == "__main__":
    main()
