"""Search says what the site says: right on the next request, whatever path a page changed along."""

from collections.abc import Iterator

import pytest

from accounts.viewer import Viewer
from outbox.drain import drain
from search.domain.queries.find import find, refused_hits
from search.engines.elasticsearch.connection import Connection
from search.port import Query
from tests.casebook import factories
from tests.journeys.paths import NEW, OLD, PATHS, begin
from tests.search.outside import searching_outside, settle
from website.models import StandardPage

pytestmark = pytest.mark.django_db


def found(words: str) -> int:
    return find(Query(text=words), Viewer.public()).total


@pytest.fixture
def outside_search(elasticsearch_server, settings, request) -> Iterator[Connection]:
    """The site searches in Elasticsearch."""
    with searching_outside(settings, elasticsearch_server.urls, request.node.name) as connection:
        yield connection


@pytest.mark.parametrize("name", PATHS)
def test_search_after_a_change_along_any_path_finds_what_a_visitor_sees(home, client, name):
    path = PATHS[name]
    walk = begin(home, client)
    path.prepare(walk)

    path.walk(walk)

    assert {OLD: found(OLD), NEW: found(NEW)} == {OLD: path.old, NEW: path.new}


@pytest.mark.live
@pytest.mark.parametrize("name", PATHS)
def test_index_outside_hides_at_once_and_finds_when_the_outbox_has_run(outside_search, home, client, name):
    path = PATHS[name]
    walk = begin(home, client)
    path.prepare(walk)
    settle(outside_search)

    path.walk(walk)

    at_once = {OLD: found(OLD), NEW: found(NEW)}
    settle(outside_search)
    later = {OLD: found(OLD), NEW: found(NEW)}
    # What came may need a moment, and what is only called otherwise may be found by its old words until
    # then. What went must not be found for a moment longer.
    assert sum(at_once.values()) <= path.old + path.new
    assert later == {OLD: path.old, NEW: path.new}
    assert refused_hits()["leak"] == 0


def test_page_that_was_withdrawn_is_gone_from_totals_and_facets_at_once(home):
    page = home.add_child(instance=StandardPage(title=OLD, slug=OLD))
    page.save_revision().publish()
    before = find(Query(text=OLD), Viewer.public()).results

    StandardPage.objects.get(pk=page.pk).unpublish()

    after = find(Query(text=OLD), Viewer.public()).results
    assert (before.total, before.facets["kind"]) == (1, {"page": 1})
    assert (after.total, dict(after.facets.get("kind", {}))) == (0, {})


def test_renamed_partnership_is_found_by_its_new_name_when_the_outbox_has_run(home, client):
    factories.casebook()
    partnership = factories.partnership(name="Zandloper")
    lesson = factories.lesson(obstacles=[factories.obstacle()], partnerships=[partnership])
    before = found("Zandloper")

    partnership.name = "Boerenkool"
    partnership.save()
    on_the_page = client.get(lesson.url).content.decode()
    drain()

    assert before == 1
    assert "Boerenkool" in on_the_page
    assert (found("Zandloper"), found("Boerenkool")) == (0, 1)


def test_portrait_is_no_longer_found_under_an_obstacle_that_was_withdrawn(home):
    factories.casebook()
    obstacle = factories.obstacle("J1")
    factories.portrait("Zandloper", body=[factories.text(obstacle=obstacle)])
    drain()
    before = find(Query(text="Zandloper"), Viewer.public()).results.facets.get("obstacle", {})

    obstacle.unpublish()
    drain()

    after = find(Query(text="Zandloper"), Viewer.public()).results
    assert (dict(before), after.total, dict(after.facets.get("obstacle", {}))) == ({"J1": 1}, 1, {})


def test_tool_is_found_by_the_new_title_of_its_file(home):
    factories.casebook()
    file = factories.attachment("Zandloper")
    factories.tool("Kaart", files=[factories.tool_file(file)])
    before = found("Zandloper")

    file.title = "Boerenkool"
    file.save()
    drain()

    assert (before, found("Zandloper"), found("Boerenkool")) == (1, 0, 1)
