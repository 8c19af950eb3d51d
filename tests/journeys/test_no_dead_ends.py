"""Every public page of the demo leads on: to at least two pages with content, and to a person to ask."""

import pytest
from django.test import Client

from tests.journeys.dead_ends import dead_ends, public_pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_every_page_has_two_ways_on_and_somebody_to_ask(client: Client):
    pages = public_pages()

    assert len(pages) > 50
    assert dead_ends(client, pages) == {}
