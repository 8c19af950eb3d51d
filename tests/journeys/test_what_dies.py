"""Parts of a site are killed while it is in use: what people notice, and that nothing they saved is lost."""

import os
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import requests

from tests.chaos.admin import Editor
from tests.servers.installation import MANAGE, Installation, Program, eventually
from tests.servers.ports import HOST, free_port
from tests.servers.processes import family
from website.picture_sizes import SPECS

PAGE_WITH_PICTURE = """
from website.models import HomePage, Picture, StandardPage
page = StandardPage(title="Met foto", slug="met-foto")
page.body = [{"type": "figure", "value": {"picture": Picture.objects.get().pk, "caption": "Een draaibank"}}]
HomePage.objects.get().add_child(instance=page)
"""
HOME = "from website.models import HomePage; print(HomePage.objects.get().pk)"


@pytest.fixture(params=["sqlite"])
def site(request, site_on, tmp_path) -> Iterator[Installation]:
    """A site with what it starts with, and an account."""
    made = site_on(request.param, tmp_path / "site", "furnished")
    yield made
    made.stop()


def serve(site: Installation, port: int) -> Program:
    return site.web(port, "--threads", "4")


def logged_in(port: int) -> Editor:
    editor = Editor(f"http://{HOST}:{port}")
    editor.log_in()
    return editor


def status(port: int, path: str) -> int:
    return requests.get(f"http://{HOST}:{port}{path}", timeout=30).status_code


def home_of(site: Installation) -> int:
    return int(site.run(MANAGE, "shell", "--no-imports", "-c", HOME).split()[-1])


def sizes(site: Installation) -> int:
    """How many sizes of pictures there are."""
    with closing(sqlite3.connect(site.var / "regiobrug.sqlite3")) as connection:
        return connection.execute("SELECT count(*) FROM website_rendition").fetchone()[0]


def test_web_server_that_is_killed_has_lost_nothing_and_logged_nobody_out(site):
    port = free_port()
    web = serve(site, port)
    editor = logged_in(port)
    editor.add_page(parent=home_of(site), slug="klaproos", title="Klaproos")

    web.kill()
    with pytest.raises(requests.ConnectionError):
        status(port, "/klaproos/")
    serve(site, port)

    assert status(port, "/klaproos/") == 200
    # Would be refused to who is not logged in.
    editor.add_page(parent=home_of(site), slug="korenbloem", title="Korenbloem")
    assert status(port, "/korenbloem/") == 200


def test_loop_that_is_killed_is_started_again_and_keeps_what_was_promised(site):
    port = free_port()
    served = site.start("serve", MANAGE, "serve", "--port", str(port))
    served.wait_for(f"Regiobrug: http://localhost:{port}/")
    editor = logged_in(port)
    first = loops(served)

    for pid in first:
        os.kill(pid, signal.SIGKILL)
    editor.add_picture(title="draaibank", width=300)

    eventually(lambda: sizes(site) == len(SPECS), 30, served.said)
    assert (len(first), set(first) & set(loops(served))) == (1, set())
    assert served.stop() == 0


def loops(served: Program) -> list[int]:
    """The processes of a served site that keep promises."""
    return [pid for pid in family(served.process.pid) if b"outbox_run" in command_of(pid)]


def command_of(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def test_picture_that_is_gone_with_its_sizes_is_missing_from_its_page_and_nothing_else(site):
    port = free_port()
    serve(site, port)
    logged_in(port).add_picture(title="draaibank", width=300)
    site.run(MANAGE, "outbox_run")
    site.run(MANAGE, "shell", "--no-imports", "-c", PAGE_WITH_PICTURE)
    assert status(port, "/met-foto/") == 200

    shutil.rmtree(site.var / "media")
    with closing(sqlite3.connect(site.var / "regiobrug.sqlite3")) as connection, connection:
        connection.execute("DELETE FROM website_rendition")
    page = requests.get(f"http://{HOST}:{port}/met-foto/?anew", timeout=30)

    assert (page.status_code, "Met foto" in page.text) == (200, True)


@pytest.mark.live
@pytest.mark.parametrize("site", ["postgresql"], indirect=True)
def test_database_that_is_killed_keeps_what_was_saved_and_the_site_comes_back_by_itself(
    site, postgresql_server
):
    port = free_port()
    serve(site, port)
    editor = logged_in(port)
    home = home_of(site)
    editor.add_page(parent=home, slug="klaproos", title="Klaproos")

    postgresql_server.kill()
    try:
        away = {path: status(port, path) for path in ("/livez", "/readyz", "/zoeken/?q=klaproos")}
    finally:
        postgresql_server.start()
    back = status(port, "/klaproos/")
    editor.add_page(parent=home, slug="korenbloem", title="Korenbloem")

    assert away == {"/livez": 200, "/readyz": 503, "/zoeken/?q=klaproos": 500}
    assert (back, status(port, "/korenbloem/"), status(port, "/readyz")) == (200, 200, 200)


@pytest.mark.live
@pytest.mark.nightly
def test_migrating_that_was_killed_half_way_is_finished_by_the_next_one(postgresql_server, tmp_path):
    site = Installation(tmp_path / "var", postgresql_server.create_database("killed_half_way"))
    first = site.start("migrate", MANAGE, "migrate")
    first.wait_for("Applying wagtailcore.0030")

    first.kill()
    said = site.run(MANAGE, "migrate")

    assert ("Applying auth.0001" in said, "Applying casebook.0001" in said) == (False, True)
    site.run(MANAGE, "migrate", "--check")
