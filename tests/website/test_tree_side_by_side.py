"""Several editors change the tree of pages at one moment: each gets what they asked for, and it is whole."""

import json
import uuid
from pathlib import Path

import pytest

from tests.architecture.rooms import CHECKOUT
from tests.servers.installation import Installation

MOVERS = str(Path(__file__).with_name("page_movers.py"))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.live)])
def site(request, tmp_path):
    """A site with its tables made."""
    database = f"sqlite:///{tmp_path / 'site.sqlite3'}"
    if request.param == "postgresql":
        server = request.getfixturevalue("postgresql_server")
        database = server.create_database(f"tree_{uuid.uuid4().hex[:8]}")
    made = Installation(tmp_path / "var", database, {"DJANGO_SETTINGS_MODULE": "config.settings.test"})
    made.run(str(CHECKOUT / "manage.py"), "migrate", "--verbosity", "0")
    yield made
    made.stop()


def test_pages_moved_by_several_at_once_all_arrive_with_a_redirect_and_leave_the_tree_whole(site):
    said = json.loads(site.run(MOVERS))

    assert said["statuses"] == {"302": 4 * 7}
    assert said["problems"] == [[], [], [], [], []]
    # Each page was in both places; a redirect that leads to the page itself is harmless.
    assert (said["places"], said["redirects"]) == (["een"], 2 * 4)
