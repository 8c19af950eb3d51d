"""Several editors change the tree of pages at one moment: each gets what they asked for, and it is whole."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.installation import Installation

MOVERS = str(Path(__file__).with_name("page_movers.py"))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.live)])
def site(request, site_on, tmp_path) -> Iterator[Installation]:
    """A site with its tables made."""
    made = site_on(request.param, tmp_path / "site")
    made.more = {"DJANGO_SETTINGS_MODULE": "config.settings.test"}
    yield made
    made.stop()


def test_pages_moved_by_several_at_once_all_arrive_with_a_redirect_and_leave_the_tree_whole(site):
    said = json.loads(site.run(MOVERS))

    assert said["statuses"] == {"302": 4 * 7}
    assert said["problems"] == [[], [], [], [], []]
    # Each page was in both places; a redirect that leads to the page itself is harmless.
    assert (said["places"], said["redirects"]) == (["een"], 2 * 4)
