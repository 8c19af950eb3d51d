"""Fixtures of the casebook tests."""

import pytest
from django.utils import translation

from accounts.models import User
from tests.casebook import factories


@pytest.fixture
def english():
    """Show source strings, so that a test of a message does not depend on the catalogue."""
    with translation.override("en"):
        yield


@pytest.fixture
def casebook(home):
    """A site with perspectives and lists, and nothing in them."""
    factories.casebook()
    home.refresh_from_db()
    return home


@pytest.fixture
def editor(client):
    """A browser in which somebody with all rights in the admin has logged in."""
    client.force_login(User.objects.create_superuser("redactie@voorbeeld.example", "een-lang-wachtwoord"))
    return client
