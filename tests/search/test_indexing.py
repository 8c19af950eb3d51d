"""The index follows the pages: in the transaction of a change, and as a whole by command."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.enums import Audience
from accounts.viewer import Viewer
from search.domain.indexing import index_pages, reindex
from search.domain.queries.find import find
from search.domain.queries.indexable import read_documents
from search.models import Entry
from search.port import Query
from website.models import StandardPage

pytestmark = pytest.mark.django_db


def found(words: str) -> list[int]:
    return [one.page.pk for one in find(Query(text=words), Viewer.public()).hits]


def test_published_page_is_found_on_the_next_request(make_page):
    page = make_page("Klaproos", "bij de dijk")

    assert found("klaproos") == [page.pk]
    assert found("dijken") == [page.pk]


def test_draft_is_not_found_and_its_words_stay_out(make_page):
    page = make_page("Klaproos", live=False)
    live = make_page("Zwaluw")
    live.title = "Klaproos"
    live.save_revision()

    assert (found("klaproos"), found("zwaluw")) == ([], [live.pk])
    assert not Entry.objects.filter(pk=page.pk).exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"expire_at": timezone.now() - timedelta(minutes=1)},
        {"go_live_at": timezone.now() + timedelta(days=1)},
    ],
)
def test_page_outside_its_time_never_enters_the_index(make_page, fields):
    make_page("Klaproos", **fields)

    assert Entry.objects.count() == 0


def test_page_for_some_is_in_the_index_with_its_readers(make_page):
    page = make_page("Klaproos", audience=Audience.NETWORK)

    assert Entry.objects.get(pk=page.pk).readers == "network"
    assert found("klaproos") == []


def test_alias_is_not_found(make_page, home):
    page = make_page("Klaproos")

    page.create_alias(parent=home, update_slug="alias")

    assert found("klaproos") == [page.pk]


def test_page_of_an_unregistered_kind_is_not_found(home, topics):
    home.title = "Klaproos"
    home.save()

    assert found("klaproos") == []


def test_unpublished_page_is_gone_at_once(make_page):
    page = make_page("Klaproos")

    page.unpublish()

    assert found("klaproos") == []
    assert Entry.objects.count() == 0


def test_deleted_parent_takes_its_pages_out(make_page, home):
    make_page("Klaproos")

    home.delete()

    assert Entry.objects.count() == 0


def test_change_is_undone_when_the_index_cannot_be_written(make_page):
    page = make_page("Klaproos")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE search_words RENAME TO search_words_away")

    page.title = "Zwaluw"
    with pytest.raises(DatabaseError), transaction.atomic():
        page.save()

    assert StandardPage.objects.get(pk=page.pk).title == "Klaproos"
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE search_words_away RENAME TO search_words")
    assert found("klaproos") == [page.pk]


def test_change_that_is_undone_leaves_the_index_as_it_was(make_page):
    page = make_page("Klaproos")
    found("klaproos")

    with pytest.raises(RuntimeError), transaction.atomic():
        page.title = "Zwaluw"
        page.save()
        assert found("zwaluw") == [page.pk]
        raise RuntimeError

    assert (found("klaproos"), found("zwaluw")) == ([page.pk], [])


def test_reindex_mends_what_was_lost_and_takes_out_ghosts(make_page):
    page = make_page("Klaproos")
    ghost = make_page("Zwaluw")
    StandardPage.objects.filter(pk=ghost.pk).update(live=False)
    Entry.objects.filter(pk=page.pk).delete()

    counted = reindex()

    assert counted == 1
    assert list(Entry.objects.values_list("pk", flat=True)) == [page.pk]
    assert (found("klaproos"), found("zwaluw")) == ([page.pk], [])


def test_reindex_reports_its_progress(make_page):
    make_page("Klaproos")
    make_page("Zwaluw")
    seen: list[tuple[int, int]] = []

    reindex(progress=lambda done, total: seen.append((done, total)))

    assert seen == [(2, 2)]


@pytest.mark.parametrize("clock", [timedelta(minutes=1), timedelta(minutes=-1)])
def test_page_that_changes_after_it_was_read_is_left_as_its_change_wrote_it(make_page, monkeypatch, clock):
    page = make_page("Klaproos")

    def read_and_then_changed(page_ids):
        monkeypatch.undo()
        documents = read_documents(page_ids)
        page.title = "Zwaluw"
        page.save()
        # A change that began before the reading has an earlier moment than one that began after it.
        Entry.objects.filter(pk=page.pk).update(indexed_at=timezone.now() + clock)
        return documents

    monkeypatch.setattr("search.domain.indexing.read_documents", read_and_then_changed)
    index_pages(page_ids=[page.pk])

    assert (found("klaproos"), found("zwaluw")) == ([], [page.pk])
