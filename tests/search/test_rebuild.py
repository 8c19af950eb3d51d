"""An index outside is built beside the one that answers, compared with the pages, and built again."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.viewer import Viewer
from outbox.drain import drain
from outbox.models import OutboxMessage
from search.domain.elasticsearch_sync import differences
from search.domain.engines import breaker_of
from search.domain.queries.find import find
from search.domain.queries.indexable import SYNC
from search.domain.rebuild import BeingBuilt, NotGoodEnough, maintain_index, rebuild, repair_drift
from search.engines.database import stored
from search.engines.elasticsearch import indices
from search.engines.elasticsearch.connection import Connection
from search.engines.elasticsearch.indices import Change, write
from search.models import ExternalIndex, SourceVersion
from search.port import Query
from tests.search.outside import found, ghost_of, held, searching_outside, settle, wait_until_back, writing

pytestmark = [pytest.mark.live, pytest.mark.django_db]


@pytest.fixture
def connection(elasticsearch_server, settings, request) -> Iterator[Connection]:
    """The site searches in Elasticsearch, in an index that holds nothing yet."""
    with searching_outside(settings, elasticsearch_server.urls, request.node.name) as made:
        yield made


def test_rebuilt_index_holds_every_page_and_takes_the_place_of_the_one_before(connection, make_page):
    pages = [make_page("Klaproos", slug=f"klaproos-{number}") for number in range(3)]
    before = indices.answering(connection)

    made = rebuild(connection)

    assert indices.answering(connection) == made.name != before
    assert (made.documents, sorted(found("klaproos"))) == (3, sorted(page.pk for page in pages))
    assert dict(ExternalIndex.objects.values_list("name", "state")) == {
        before: "before",
        made.name: "answers",
    }


def test_index_that_is_being_built_follows_changes_too(connection, make_page):
    page = make_page("Klaproos")
    name = indices.create(connection, ("kind", "year", "topic"))
    ExternalIndex.objects.create(name=name)

    settle(connection)

    client = connection.client()
    client.indices.refresh(index=name)
    assert client.get(index=name, id=str(page.pk))["_source"]["title"]
    assert found("klaproos") == [page.pk]


def test_index_that_lacks_a_page_does_not_come_in_place(connection, make_page, monkeypatch):
    make_page("Klaproos")
    before = indices.answering(connection)
    monkeypatch.setattr("search.domain.rebuild.changes_of", lambda ids: [])
    OutboxMessage.objects.all().delete()

    with pytest.raises(NotGoodEnough):
        rebuild(connection)

    assert indices.answering(connection) == before
    assert ExternalIndex.objects.count() == 1


def test_drift_is_found_and_mended(connection, make_page, time_machine):
    page, other = make_page("Klaproos"), make_page("Zwaluw", slug="zwaluw")
    settle(connection)
    (kept,) = stored([other.pk]).values()
    strange = [Change(page.pk), Change(999_999, ghost_of(other.pk)), Change(other.pk, kept, version=50)]
    write(connection.client(), writing(connection), strange, refresh=True)
    time_machine.move_to(timezone.now() + timedelta(minutes=61))

    seen = differences(connection, str(indices.answering(connection)))
    first, second = repair_drift(), repair_drift()
    settle(connection)

    assert seen == {page.pk: 0, other.pk: 50, 999_999: 0}
    assert (first, second) == (3, 0)
    assert held(connection) == SourceVersion.versions([page.pk, other.pk])


def test_index_that_is_lost_is_built_again_and_searching_never_stops(connection, make_page):
    page = make_page("Klaproos")
    settle(connection)
    indices.drop(connection.client(), str(indices.answering(connection)))

    meanwhile = find(Query(text="klaproos"), Viewer.public())
    promised = maintain_index(), maintain_index()
    settle(connection)

    assert ([one.page.pk for one in meanwhile.hits], meanwhile.results.degraded) == ([page.pk], True)
    assert promised == (1, 0)
    assert found("klaproos") == [page.pk]


def test_index_that_is_lost_while_it_is_left_alone_is_built_again(connection, make_page):
    page = make_page("Klaproos")
    settle(connection)
    indices.drop(connection.client(), str(indices.answering(connection)))
    breaker = breaker_of(connection)
    for _ in range(3):
        breaker.failed("It was away for a moment.")
    assert breaker.open

    promised = maintain_index()
    settle(connection)
    wait_until_back(connection)

    assert promised == 1
    assert found("klaproos") == [page.pk]


def test_index_that_the_database_does_not_know_is_replaced_and_taken_away(connection, make_page):
    settle(connection)
    unknown = str(indices.answering(connection))
    # As after a copy from before it was put back.
    ExternalIndex.objects.all().delete()
    page = make_page("Klaproos")
    while drain():
        pass

    promised = (maintain_index(), maintain_index())
    settle(connection)

    assert promised == (1, 0)
    assert found("klaproos") == [page.pk]
    assert unknown not in indices.every(connection) == [indices.answering(connection)]


def test_page_that_changes_while_the_index_is_lost_makes_no_index_of_chance(connection, make_page):
    lost = str(indices.answering(connection))
    indices.drop(connection.client(), lost)

    pages = [make_page("Klaproos"), make_page("Zwaluw", slug="zwaluw")]
    pages[1].unpublish()
    while drain():
        pass

    assert indices.every(connection) == []
    waiting = OutboxMessage.objects.filter(key__in=[f"{SYNC}:{page.pk}" for page in pages])
    assert set(waiting.values_list("state", flat=True)) == {"due"}


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

    maintain_index()
    states = dict(ExternalIndex.objects.values_list("name", "state"))
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
    half = ExternalIndex.objects.get(state="building")

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
    monkeypatch.setattr("search.engines.elasticsearch.indices.MAPPING_VERSION", 99)

    promised = maintain_index()
    settle(connection)

    assert promised == 1
    assert indices.answering(connection) != before
    assert maintain_index() == 0


def test_index_remembers_removals_longer_than_a_worker_can_be_late(connection):
    index = str(indices.answering(connection))

    settings = connection.client().indices.get_settings(index=index)[index]["settings"]

    assert settings["index"]["gc_deletes"] == "1d"


def test_names_of_indices_tell_which_was_made_first_however_quickly_they_follow(connection):
    made = [indices.create(connection, ()) for _ in range(5)]

    assert made == sorted(made)
    assert indices.every(connection)[-5:] == made
