"""What tests of the shell share."""

import pytest

from website.models import HomePage, StandardPage


@pytest.fixture
def pages_are_kept(settings) -> None:
    """The page cache is on; in other tests every page is made anew."""
    settings.PAGE_CACHE_SECONDS = 60


@pytest.fixture
def page(home: HomePage) -> StandardPage:
    """A live page at ``/klaproos/``."""
    return home.add_child(instance=StandardPage(title="Klaproos", slug="klaproos"))
