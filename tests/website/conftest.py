"""What tests of the shell share."""

from collections.abc import Callable

import pytest

from website.changes import page_changed
from website.models import HomePage, StandardPage


@pytest.fixture
def only_listener(monkeypatch) -> Callable[[Callable], None]:
    """Connects a function to the changes of pages, and for this test nothing else."""
    monkeypatch.setattr(page_changed, "receivers", [])
    return lambda listen: page_changed.connect(listen, weak=False)


@pytest.fixture
def pages_are_kept(settings) -> None:
    """The page cache is on; in other tests every page is made anew."""
    settings.PAGE_CACHE_SECONDS = 60


@pytest.fixture
def page(home: HomePage) -> StandardPage:
    """A live page at ``/klaproos/``."""
    return home.add_child(instance=StandardPage(title="Klaproos", slug="klaproos"))
