"""An index outside the database follows the pages, and is never believed too long."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.enums import Audience
from accounts.viewer import Viewer
from outbox.drain import drain
from outbox.models import OutboxMessage
from search.domain.elasticsearch_sync import apply_sync, changes_of
from search.domain.queries.find import find, refused_hits
from search.domain.queries.indexable import SYNC
from search.engines.elasticsearch import indices
from search.engines.elasticsearch.connection import Connection
from search.engines.elasticsearch.indices import Change, write
from search.models import SourceVersion
from search.port import Query
from tests.search.outside import found, ghost_of, held, searching_outside, settle, writing

pytestmark = [pytest.mark.live, pytest.mark.django_db]


@pytest.fixture
def connection(elasticsearch_server, settings, request) -> Iterator[Connection]:
    """The site searches in Elasticsearch, in an index that holds nothing yet."""
    with searching_outside(settings, elasticsearch_server.urls, request.node.name) as made:
        yield made


def test_published_page_is_found_when_its_promise_is_kept(connection, make_page):
    page = make_page("Klaproos")
    before = found("klaproos")

    settle(connection)

    assert (before, found("klaprozen")) == ([], [page.pk])


def test_withdrawn_page_is_neither_found_nor_counted_before_its_promise_is_kept(connection, make_page):
    stays = make_page("Klaproos", topics="s1")
    goes = make_page("Klaproos een", topics="s1,s2", slug="een")
    settle(connection)

    goes.unpublish()

    results = find(Query(text="klaproos"), Viewer.public()).results
    assert [hit.page_id for hit in results.hits] == [stays.pk]
    assert (results.total, results.facets["topic"]) == (1, {"s1": 1})
    assert set(held(connection)) == {stays.pk, goes.pk}


def test_page_that_is_narrowed_is_withheld_from_who_may_not_read_it_any_more(connection, make_page):
    page = make_page("Klaproos")
    settle(connection)

    page.audience = Audience.NETWORK
    page.save()

    assert found("klaproos") == []


def test_page_past_its_end_is_not_found_although_nothing_has_run(connection, make_page, time_machine):
    make_page("Klaproos", expire_at=timezone.now() + timedelta(minutes=5))
    settle(connection)
    before = len(found("klaproos"))

    time_machine.move_to(timezone.now() + timedelta(minutes=6))

    assert (before, found("klaproos")) == (1, [])


def test_change_that_is_undone_promises_nothing(connection, make_page):
    page = make_page("Klaproos")
    settle(connection)

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        page.title = "Zwaluw"
        page.save()
        raise ZeroDivisionError

    assert OutboxMessage.objects.filter(kind=SYNC).exclude(state="done").count() == 0
    assert found("klaproos") == [page.pk]


def test_older_version_that_arrives_late_never_replaces_a_newer_one(connection, make_page):
    page = make_page("Klaproos")
    (late,) = changes_of([page.pk])
    page.title = "Zwaluw"
    page.save()
    settle(connection)

    write(connection.client(), writing(connection), [late], refresh=True)

    assert (found("zwaluw"), found("klaproos")) == ([page.pk], [])


def test_document_that_arrives_after_the_removal_of_its_page_does_not_come_back(connection, make_page):
    page = make_page("Klaproos")
    (late,) = changes_of([page.pk])
    page.unpublish()
    settle(connection)

    write(connection.client(), writing(connection), [late], refresh=True)

    assert held(connection) == {}


def test_promise_that_is_kept_twice_leaves_one_document(connection, make_page):
    page = make_page("Klaproos")
    settle(connection)

    apply_sync([OutboxMessage.objects.get(key=f"{SYNC}:{page.pk}")])

    assert held(connection) == {page.pk: SourceVersion.versions([page.pk])[page.pk]}


def test_index_that_takes_no_writes_still_answers_and_gets_the_rest_later(
    connection, make_page, time_machine
):
    first = make_page("Klaproos")
    settle(connection)
    index = str(indices.answering(connection))
    client = connection.client()
    client.indices.add_block(index=index, block="write")

    second = make_page("Klaproos twee", slug="twee")
    drain()
    during = found("klaproos")
    client.indices.put_settings(index=index, settings={"index.blocks.write": False})
    time_machine.move_to(timezone.now() + timedelta(minutes=1))
    settle(connection)

    assert during == [first.pk]
    assert sorted(found("klaproos")) == [first.pk, second.pk]


def test_hit_without_a_page_counts_as_a_leak_and_one_that_is_leaving_does_not(connection, make_page):
    page = make_page("Klaproos")
    settle(connection)
    write(connection.client(), writing(connection), [Change(999_999, ghost_of(page.pk))], refresh=True)

    hits = found("klaproos")

    assert hits == [page.pk]
    assert refused_hits() == {"stale": 0, "leak": 1}
