"""A site of an older version is brought to this one: nothing of it is lost, its pages show and are found."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.rooms import CHECKOUT, ROOMS
from tests.servers.installation import Installation

MANAGE = str(CHECKOUT / "manage.py")
OLDER = str(Path(__file__).with_name("older_site.py"))
OURS = tuple(f"{room}_" for room in ROOMS)


@dataclass
class Upgrade:
    """A site that was brought back, with the rows it held then in ``file``."""

    site: Installation
    file: Path
    rows: dict[str, int]

    def ask(self, *arguments: str) -> Any:
        """What the process that knows older sites answers."""
        return json.loads(self.site.run(OLDER, *arguments).splitlines()[-1])


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.live)])
def demo_site(request, small_site, tmp_path_factory) -> Iterator[Installation]:
    """The demo and a row of what it lacks, in this version."""
    site = small_site(tmp_path_factory.mktemp("demo") / "site")
    if request.param == "postgresql":
        site.database = request.getfixturevalue("site_database")()
    site.more = {"REGIOBRUG_LOG_LEVEL": "ERROR"}
    for command in ("setup", "demo_load"):
        site.run(MANAGE, command)
    site.run(OLDER, "fill")
    yield site
    site.stop()


@pytest.fixture
def brought_back(request, demo_site, tmp_path) -> Iterator[Callable[[str], Upgrade]]:
    """A copy of that site as it would be in an older version."""
    copy = replace(demo_site, var=tmp_path / "site", programs=[])
    shutil.copytree(demo_site.var, copy.var)
    if demo_site.database.startswith("sqlite"):
        copy.database = f"sqlite:///{copy.var / 'regiobrug.sqlite3'}"
    else:
        template = demo_site.database.rpartition("/")[2].partition("?")[0]
        server, name = request.getfixturevalue("postgresql_server"), f"older_{os.getpid()}"
        server.drop_database(name)
        copy.database = server.create_database(name, template=template)

    def back(state: str) -> Upgrade:
        upgrade = Upgrade(copy, tmp_path / "rows.json", {})
        upgrade.rows = upgrade.ask("back", state, str(upgrade.file))
        return upgrade

    yield back
    copy.stop()


@pytest.mark.parametrize("state", ["first", "before"])
def test_upgrade_loses_nothing_and_the_site_works(brought_back, state):
    older = brought_back(state)

    lost = older.ask("forward", str(older.file))
    older.site.run(MANAGE, "setup")
    older.site.run(MANAGE, "search_reindex")

    assert lost == []
    shown = older.ask("serve", "stage")
    assert (shown["wrong"], shown["pages"] > 50, shown["hits"] > 0) == ([], True, True)


def test_older_site_holds_a_row_of_everything(brought_back):
    rows = brought_back("before").rows

    assert [table for table, number in rows.items() if table.startswith(OURS) and not number] == []


def test_migration_that_loses_something_is_seen(brought_back):
    older = brought_back("before")

    lost = older.ask("forward", str(older.file), "field", "model", "column", "row")

    assert lost == [
        "column casebook_region.description",
        "row of casebook_sighting",
        "table outbox_promise",
        "value of casebook_lessonpage.approach",
    ]
