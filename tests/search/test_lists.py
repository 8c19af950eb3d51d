"""The list of one kind of page: narrowed down however long it is."""

import sqlite3
from collections.abc import Iterator

import pytest
from django.db import connection

from accounts.viewer import Viewer
from search.lists import list_context
from tests.search.conftest import TOPIC
from website.models import StandardPage

pytestmark = pytest.mark.django_db

MOST_PARAMETERS = 12


@pytest.fixture
def few_parameters(db) -> Iterator[None]:
    """SQLite takes so few parameters in a statement; other builds of it take 32,766."""
    if connection.vendor != "sqlite":
        pytest.skip("The number of parameters is that of SQLite.")
    connection.ensure_connection()
    before = connection.connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, MOST_PARAMETERS)
    yield
    connection.connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, before)


def test_narrowed_list_longer_than_a_statement_has_parameters_is_shown_in_order(home, make_page, request):
    for number in range(MOST_PARAMETERS + 4):
        make_page(f"Les {number:02}", slug=f"les-{number}", topics="s1" if number else "s2")
    request.getfixturevalue("few_parameters")

    shown = list_context(
        page=home,
        viewer=Viewer.public(),
        parameters={"thema": "s1", "pagina": "2"},
        kind="page",
        facets=(TOPIC,),
        pages=StandardPage.objects.visible_to(Viewer.public()).order_by("-title"),
        draw=lambda pages: {"titles": [page.title for page in pages]},
        count_text=str,
        per_page=4,
    )

    assert shown["titles"] == ["Les 11", "Les 10", "Les 09", "Les 08"]
    assert (shown["count_text"], shown["canonical_query"]) == ("15", "?thema=s1&pagina=2")
