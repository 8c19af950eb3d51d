"""An index outside the database follows the pages, is never believed too long, and may go away."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.enums import Audience
from accounts.viewer import Viewer
from outbox.drain import drain
from outbox.models import Promise
from search.domain.documents import read_documents
from search.domain.drift import differences
from search.domain.dropped import dropped
from search.domain.engines import outside
from search.domain.outside import changes_of, deliver
from search.domain.queries.find import find
from search.domain.queries.withheld import OUTSIDE
from search.domain.rebuild import BeingBuilt, NotGoodEnough, rebuild
from search.domain.watch import look_after
from search.engines.elasticsearch import indices
from search.engines.elasticsearch.connection import Connection
from search.engines.elasticsearch.writing import Change, write, writing_name
from search.models import OutsideIndex, SourceVersion
from search.port import Query

pytestmark = [pytest.mark.live, pytest.mark.django_db]


@pytest.fixture
def connection(elasticsearch_server, settings, request) -> Iterator[Connection]:
    """The site searches in Elasticsearch, in an index that holds nothing yet."""
    settings.SEARCH_ELASTICSEARCH = {
        "hosts": elasticsearch_server.urls,
        # A breaker of its own for every test, and a name that no other test uses.
        "prefix": f"outside-{abs(hash(request.node.name))}",
    }
    made = outside()
    assert made is not None
    rebuild(made)
    yield made
    for name in indices.every(made):
        indices.drop(made.client(), name)


def settle(connection: Connection) -> None:
    """Keep what was promised, and let it be found."""
    while drain():
        pass
    connection.client().indices.refresh(index=connection.alias)


def writing(connection: Connection) -> str:
    return writing_name(str(indices.answering(connection)))


def found(words: str) -> list[int]:
    results = find(Query(text=words), Viewer.public())
    assert not results.results.degraded
    return [one.page.pk for one in results.hits]


def held(connection: Connection) -> dict[int, int]:
    """The pages in the index with their versions, whatever the database says."""
    connection.client().indices.refresh(index=connection.alias)
    answer = connection.client().search(index=connection.alias, size=100)
    return {hit["_source"]["page_id"]: hit["_source"]["source_version"] for hit in answer["hits"]["hits"]}


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

    assert Promise.objects.filter(kind=OUTSIDE).exclude(state="done").count() == 0
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

    deliver({"page": page.pk})

    assert held(connection) == {page.pk: SourceVersion.of([page.pk])[page.pk]}


def test_rebuilt_index_holds_every_page_and_takes_the_place_of_the_one_before(connection, make_page):
    pages = [make_page("Klaproos", slug=f"klaproos-{number}") for number in range(3)]
    before = indices.answering(connection)

    made = rebuild(connection)

    assert indices.answering(connection) == made.name != before
    assert (made.documents, sorted(found("klaproos"))) == (3, sorted(page.pk for page in pages))
    assert dict(OutsideIndex.objects.values_list("name", "state")) == {before: "before", made.name: "answers"}


def test_index_that_is_being_built_follows_changes_too(connection, make_page):
    page = make_page("Klaproos")
    name = indices.create(connection, ("kind", "year", "topic"))
    OutsideIndex.objects.create(name=name)

    settle(connection)

    client = connection.client()
    client.indices.refresh(index=name)
    assert client.get(index=name, id=str(page.pk))["_source"]["title"]
    assert found("klaproos") == [page.pk]


def test_index_that_lacks_a_page_does_not_come_in_place(connection, make_page, monkeypatch):
    make_page("Klaproos")
    before = indices.answering(connection)
    monkeypatch.setattr("search.domain.rebuild.changes_of", lambda ids: [])
    Promise.objects.all().delete()

    with pytest.raises(NotGoodEnough):
        rebuild(connection)

    assert indices.answering(connection) == before
    assert OutsideIndex.objects.count() == 1


def test_drift_is_found_and_mended_once_an_hour(connection, make_page, time_machine):
    page, other = make_page("Klaproos"), make_page("Zwaluw", slug="zwaluw")
    settle(connection)
    (document,) = read_documents([other.pk])
    ghost = replace(document, page_id=999_999)
    strange = [Change(page.pk), Change(999_999, ghost), Change(other.pk, document, version=50)]
    write(connection.client(), writing(connection), strange, refresh=True)
    time_machine.move_to(timezone.now() + timedelta(minutes=61))

    seen = differences(connection, str(indices.answering(connection)))
    first, second = look_after(), look_after()
    settle(connection)

    assert seen == {page.pk: 0, other.pk: 50, 999_999: 0}
    assert (first, second) == (3, 0)
    assert held(connection) == SourceVersion.of([page.pk, other.pk])


def test_index_that_is_lost_is_built_again_and_searching_never_stops(connection, make_page):
    page = make_page("Klaproos")
    settle(connection)
    indices.drop(connection.client(), str(indices.answering(connection)))

    meanwhile = find(Query(text="klaproos"), Viewer.public())
    promised = look_after(), look_after()
    settle(connection)

    assert ([one.page.pk for one in meanwhile.hits], meanwhile.results.degraded) == ([page.pk], True)
    assert promised == (1, 0)
    assert found("klaproos") == [page.pk]


def test_page_that_changes_while_the_index_is_lost_makes_no_index_of_chance(connection, make_page):
    lost = str(indices.answering(connection))
    indices.drop(connection.client(), lost)

    pages = [make_page("Klaproos"), make_page("Zwaluw", slug="zwaluw")]
    pages[1].unpublish()
    while drain():
        pass

    assert indices.every(connection) == []
    waiting = Promise.objects.filter(key__in=[f"{OUTSIDE}:{page.pk}" for page in pages])
    assert set(waiting.values_list("state", flat=True)) == {"due"}


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
    (document,) = read_documents([page.pk])
    ghost = replace(document, page_id=999_999)
    write(connection.client(), writing(connection), [Change(999_999, ghost)], refresh=True)

    hits = found("klaproos")

    assert hits == [page.pk]
    assert dropped() == {"stale": 0, "leak": 1}


def test_rebuild_after_a_crash_at_its_last_step_keeps_the_index_that_answers(
    connection, make_page, monkeypatch
):
    page = make_page("Klaproos")
    settle(connection)
    put_in_place = indices.put_in_place

    def and_die(*arguments: object) -> None:
        put_in_place(*arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(indices, "put_in_place", and_die)
    with pytest.raises(KeyboardInterrupt):
        rebuild(connection)
    monkeypatch.undo()
    answers = indices.answering(connection)

    look_after()
    states = dict(OutsideIndex.objects.values_list("name", "state"))
    made = rebuild(connection)

    assert states[answers] == "answers"
    assert sorted(states.values()) == ["answers", "before"]
    assert answers in indices.every(connection)
    assert indices.answering(connection) == made.name
    assert found("klaproos") == [page.pk]


def test_index_that_was_left_half_filled_is_gone_on_with_when_nobody_fills_it(
    connection, make_page, monkeypatch, time_machine
):
    pages = [make_page("Klaproos", slug=f"klaproos-{number}") for number in range(3)]
    settle(connection)
    monkeypatch.setattr("search.domain.rebuild.BATCH", 1)
    written = []

    def write_two(client, alias, changes, **options):
        written.append([change.page_id for change in changes])
        if len(written) == 3:
            raise KeyboardInterrupt
        write(client, alias, changes, **options)

    monkeypatch.setattr("search.domain.rebuild.write", write_two)
    with pytest.raises(KeyboardInterrupt):
        rebuild(connection)
    half = OutsideIndex.objects.get(state="building")

    with pytest.raises(BeingBuilt):
        rebuild(connection)
    time_machine.move_to(timezone.now() + timedelta(minutes=2))
    made = rebuild(connection)

    assert made.name == half.name
    assert written == [[pages[0].pk], [pages[1].pk], [pages[2].pk], [pages[2].pk]]
    assert sorted(found("klaproos")) == [page.pk for page in pages]


def test_index_of_another_version_of_the_software_is_built_again(connection, make_page, monkeypatch):
    make_page("Klaproos")
    settle(connection)
    before = indices.answering(connection)
    monkeypatch.setattr("search.engines.elasticsearch.mapping.MAPPING_VERSION", 99)

    promised = look_after()
    settle(connection)

    assert promised == 1
    assert indices.answering(connection) != before
    assert look_after() == 0


def test_index_remembers_removals_longer_than_a_worker_can_be_late(connection):
    index = str(indices.answering(connection))

    settings = connection.client().indices.get_settings(index=index)[index]["settings"]

    assert settings["index"]["gc_deletes"] == "1d"
