"""Fixtures of the casebook tests."""

import pytest
from django.utils import translation

from tests.casebook import factories


@pytest.fixture
def english():
    """Show source strings, so that a test of a message does not depend on the catalogue."""
    with translation.override("en"):
        yield


@pytest.fixture
def casebook(home):
    """A site with perspectives and lists, and nothing in them."""
    factories.casebook(home)
    return home
