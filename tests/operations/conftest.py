"""A site of one machine, served by its own command."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.servers.installation import MANAGE, Installation, Program
from tests.servers.ports import free_port


@dataclass(frozen=True)
class ServedSite:
    """A site that `manage.py serve` serves: where, by which process, and where uploads pass through."""

    site: Installation
    port: int
    program: Program
    passing: Path


def serve(site: Installation, passing: Path) -> ServedSite:
    """Serve it on a free port, and wait until it answers."""
    port = free_port()
    site.more = {"TMPDIR": str(passing), **site.more}
    program = site.start("serve", MANAGE, "serve", "--port", str(port))
    program.wait_for(f"Regiobrug: http://localhost:{port}/", 180)
    return ServedSite(site, port, program, passing)


@pytest.fixture(scope="module")
def served_site(small_site, tmp_path_factory) -> Iterator[ServedSite]:
    """One for a module; who kills it takes `a_served_site`."""
    site = small_site(tmp_path_factory.mktemp("served") / "site", "furnished")
    try:
        yield serve(site, tmp_path_factory.mktemp("passing"))
    finally:
        site.stop()


@pytest.fixture
def a_served_site(small_site, tmp_path) -> Iterator[Callable[[], ServedSite]]:
    """Serves a site for one test."""
    site = small_site(tmp_path / "site", "furnished")
    (tmp_path / "passing").mkdir()
    yield lambda: serve(site, tmp_path / "passing")
    site.stop()
