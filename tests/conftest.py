"""Fixtures that every room's tests may use."""

import pytest
from django.core.cache import caches
from wagtail.models import Page, Site

from tests.matrix import WHOLE
from tests.servers.replay import replayed
from website.models import HomePage

pytest_plugins = ["tests.servers.tables", "tests.servers.fixtures", "tests.servers.both_databases"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is for the night stays out of a run by day, unless it was named."""
    if WHOLE or any("::" in argument for argument in config.args):
        return
    by_night = [item for item in items if item.get_closest_marker("nightly")]
    config.hook.pytest_deselected(items=by_night)
    items[:] = [item for item in items if item not in by_night]


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """What an undone test left in the cache is about rows that are gone."""
    for each in caches.all():
        each.clear()


def make_home() -> None:
    """A site with a home page and nothing else."""
    Page.objects.filter(depth=2).delete()
    page = Page.objects.get(depth=1).add_child(instance=HomePage(title="Regiobrug", slug="home"))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": page, "site_name": "Regiobrug"}
    )
    Site.clear_site_root_paths_cache()


@pytest.fixture
def home(db) -> HomePage:
    """The home page of a site that has nothing else."""
    replayed(make_home)
    return HomePage.objects.get()
