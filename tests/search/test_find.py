"""The third wall: hits are read back on the viewer's behalf, and what is refused is counted."""

import pytest

from accounts.enums import Audience
from accounts.viewer import Viewer
from search.domain.queries.find import find, refused_hits
from search.models import Entry, IndexState
from search.port import Hit, Query, Results
from website.models import StandardPage

pytestmark = pytest.mark.django_db

PUBLIC = Viewer.public()


def test_page_comes_back_with_its_title_of_now(make_page):
    page = make_page("Klaproos")
    StandardPage.objects.filter(pk=page.pk).update(title="Zwaluw")

    hits = find(Query(text="klaproos"), PUBLIC).hits

    assert [one.page.title for one in hits] == ["Zwaluw"]


def test_hit_that_may_not_be_read_is_dropped_and_counted_as_a_leak(make_page, caplog):
    page = make_page("Klaproos")
    StandardPage.objects.filter(pk=page.pk).update(audience=Audience.NETWORK)

    found = find(Query(text="klaproos"), PUBLIC)

    assert (found.hits, found.total) == ((), 0)
    assert refused_hits() == {"stale": 0, "leak": 1}
    assert [record.levelname for record in caplog.records] == ["ERROR"]


class OldAnswer:
    """An engine whose answer is overtaken before it is read back, as one that runs behind would be."""

    name = "behind"

    def __init__(self, page_id: int) -> None:
        self._page_id = page_id

    def search(self, query: Query, viewer: Viewer) -> Results:
        Entry.objects.filter(pk=self._page_id).delete()
        IndexState.renew(using="default")
        StandardPage.objects.filter(pk=self._page_id).update(live=False)
        return Results(hits=(Hit(self._page_id, {"kind": ("page",)}),), total=1)


def test_hit_that_was_withdrawn_meanwhile_is_counted_as_stale(make_page):
    page = make_page("Klaproos")

    found = find(Query(text="klaproos"), PUBLIC, using=OldAnswer(page.pk))

    assert (found.hits, found.total) == ((), 0)
    assert refused_hits() == {"stale": 1, "leak": 0}


def test_number_of_queries_is_the_same_for_one_hit_and_for_ten(make_page, django_assert_num_queries):
    make_page("Klaproos")
    find(Query(text="klaproos"), PUBLIC)
    with django_assert_num_queries(6):
        find(Query(text="klaproos"), PUBLIC)

    for number in range(9):
        make_page(f"Klaproos {number}", slug=f"klaproos-{number}")
    find(Query(text="klaproos"), PUBLIC)

    with django_assert_num_queries(6):
        find(Query(text="klaproos"), PUBLIC)
