"""Fixtures of the casebook tests."""

import pytest
from django.utils import translation


@pytest.fixture
def english():
    """Show source strings, so that a test of a message does not depend on the catalogue."""
    with translation.override("en"):
        yield
