"""Figures of a web server with several processes: each counts, one answers for all."""

import os
import signal
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.servers.installation import Program, eventually
from tests.servers.ports import HOST, free_port
from tests.servers.processes import family

TOKEN = "a-token-of-the-monitor"
SEARCHES = 40


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def web(small_site, tmp_path, port) -> Iterator[Program]:
    """Two processes that count in one folder, with an Elasticsearch that is not there."""
    site = small_site(tmp_path / "site")
    (tmp_path / "counts").mkdir()
    site.more = {
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path / "counts"),
        "REGIOBRUG_METRICS_TOKEN": TOKEN,
        "REGIOBRUG_ALLOWED_HOSTS": "regiobrug.example",
        "REGIOBRUG_SSL_REDIRECT": "false",
        "REGIOBRUG_SECRET_KEY": "k" * 60,
        "REGIOBRUG_ELASTICSEARCH": f"http://{HOST}:{free_port()}",
    }
    yield site.web(port, "--workers", "2", "--threads", "1")
    site.stop()


def get(port: int, path: str, **headers: str) -> str:
    request = urllib.request.Request(f"http://{HOST}:{port}{path}", headers=headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.read().decode()


def figure(port: int, name: str) -> float:
    """What a figure adds up to; the monitor knows no host name of the site."""
    text = get(port, "/metrics", Authorization=f"Bearer {TOKEN}")
    families = text_string_to_metric_families(text)
    found = [sample.value for family in families for sample in family.samples if sample.name == name]
    assert found, name
    return sum(found)


def search(port: int) -> None:
    with ThreadPoolExecutor(8) as visitors:
        for path in [f"/zoeken/?q=stage+{number}" for number in range(SEARCHES)]:
            visitors.submit(get, port, path, Host="regiobrug.example")


def test_figures_are_of_all_processes_and_an_open_breaker_goes_with_its_process(web, port):
    search(port)

    answers = [figure(port, "regiobrug_search_seconds_count") for _ in range(6)]
    requests = [figure(port, "regiobrug_request_seconds_count") for _ in range(6)]
    opened = figure(port, "regiobrug_search_breaker_opened_total")
    assert answers == requests == [SEARCHES] * 6
    assert (1 <= opened <= 2, figure(port, "regiobrug_search_breaker_open")) == (True, 1)

    for pid in workers(web):
        os.kill(pid, signal.SIGKILL)

    eventually(lambda: figure_of_new(port, "regiobrug_search_breaker_open") == 0, 120, web.said)
    assert figure(port, "regiobrug_search_seconds_count") == SEARCHES
    assert figure(port, "regiobrug_request_seconds_count") == SEARCHES
    assert figure(port, "regiobrug_search_breaker_opened_total") == opened


def workers(web: Program) -> list[int]:
    """The processes that serve, without the one that minds them."""
    return family(web.process.pid)[1:]


def figure_of_new(port: int, name: str) -> float | None:
    """The figure, or None while the new processes do not listen yet."""
    try:
        return figure(port, name)
    except OSError:
        return None
