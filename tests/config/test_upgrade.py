"""A site of an older version is brought to this one: nothing of it is lost, its pages show and are found."""

import json
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.rooms import CHECKOUT, ROOMS
from tests.matrix import WHOLE
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


# From the version before; at night on PostgreSQL too, and from the first on both.
BEFORE = [("sqlite", "before")]
FIRST = []
if WHOLE:
    BEFORE += [pytest.param("postgresql", "before", marks=pytest.mark.live)]
    FIRST += [("sqlite", "first"), pytest.param("postgresql", "first", marks=pytest.mark.live)]


@pytest.fixture(scope="module")
def demo_site(request, site_on, tmp_path_factory) -> Iterator[Installation]:
    """The demo and a row of what it lacks, in this version."""
    site = site_on(request.param, tmp_path_factory.mktemp("demo") / "site", "demo")
    site.more = {"REGIOBRUG_LOG_LEVEL": "ERROR"}
    site.run(OLDER, "fill")
    yield site
    site.stop()


@pytest.fixture(scope="module")
def older_site(request, demo_site, tmp_path_factory) -> Iterator[Upgrade]:
    """That site as it would be in an older version."""
    folder = tmp_path_factory.mktemp(request.param)
    upgrade = Upgrade(copied(request, demo_site, folder / "site"), folder / "rows.json", {})
    upgrade.rows = upgrade.ask("back", request.param, str(upgrade.file))
    yield upgrade
    upgrade.site.stop()


@pytest.fixture
def older(request, older_site, tmp_path) -> Iterator[Upgrade]:
    """A copy of it, for one test."""
    upgrade = replace(older_site, site=copied(request, older_site.site, tmp_path / "site"))
    yield upgrade
    upgrade.site.stop()


def copied(request, site: Installation, var: Path) -> Installation:
    shutil.copytree(site.var, var)
    copy = replace(site, var=var, programs=[])
    if site.database.startswith("sqlite"):
        copy.database = f"sqlite:///{var / 'regiobrug.sqlite3'}"
    else:
        template = site.database.rpartition("/")[2].partition("?")[0]
        server, name = request.getfixturevalue("postgresql_server"), f"copy_{uuid.uuid4().hex[:8]}"
        copy.database = server.create_database(name, template=template)
    return copy


@pytest.mark.parametrize(("demo_site", "older_site"), BEFORE + FIRST, indirect=True)
def test_upgrade_loses_nothing_and_the_site_works(older):
    lost = older.ask("forward", str(older.file))
    older.site.run(MANAGE, "setup")
    older.site.run(MANAGE, "search_reindex")

    assert lost == []
    shown = older.ask("serve", "stage")
    assert (shown["wrong"], shown["pages"] > 50, shown["hits"] > 0) == ([], True, True)


@pytest.mark.parametrize(("demo_site", "older_site"), BEFORE, indirect=True)
def test_older_site_holds_a_row_of_everything(older_site):
    rows = older_site.rows

    assert [table for table, number in rows.items() if table.startswith(OURS) and not number] == []


@pytest.mark.parametrize(("demo_site", "older_site"), BEFORE, indirect=True)
def test_migration_that_loses_something_is_seen(older):
    lost = older.ask("forward", str(older.file), "field", "model", "column", "row")

    assert lost == [
        "column casebook_region.description",
        "row of casebook_sighting",
        "table outbox_promise",
        "value of casebook_lessonpage.approach",
    ]
