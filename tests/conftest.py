"""Fixtures that every room's tests may use."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker
from wagtail.models import Page, Site

from website.models import HomePage

pytest_plugins = ["tests.servers.tables", "tests.servers.fixtures"]


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """What an undone test left in the cache is about rows that are gone."""
    for each in caches.all():
        each.clear()


@pytest.fixture
def home(db) -> HomePage:
    """A site with a home page and nothing else."""
    Page.objects.filter(depth=2).delete()
    root = Page.objects.get(depth=1)
    page = root.add_child(instance=HomePage(title="Regiobrug", slug="home"))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": page, "site_name": "Regiobrug"}
    )
    Site.clear_site_root_paths_cache()
    return page


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A site with the demo content, made once for a module and undone after it; gives what loading said.

    Each test of the module runs in a transaction of its own inside this one.
    """
    said = StringIO()
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("setup", verbosity=0, stdout=StringIO())
        call_command("demo_load", stdout=said, url="http://localhost:8123/")
        Site.clear_site_root_paths_cache()
        yield said.getvalue()
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()
