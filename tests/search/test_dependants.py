"""What pages are built from: their words follow by message, within a few seconds."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.viewer import Viewer
from outbox.drain import drain
from outbox.enums import State
from outbox.models import OutboxMessage
from search import receivers
from search.documents import Document
from search.domain.indexing import DEPENDANTS
from search.domain.queries.find import find
from search.port import Query
from search.registry import Findable
from website.models import StandardPage

pytestmark = pytest.mark.django_db


def found(words: str) -> int:
    return find(Query(text=words), Viewer.public()).total


@pytest.fixture
def built_from_groups(only_findable):
    """Standard pages that carry the names of all groups, as if a page were built from them."""
    findable = Findable(
        model=StandardPage,
        kind="page",
        label="Pagina",
        build=lambda page: Document.of(page, tags=Group.objects.values_list("name", flat=True)),
        dependants={Group: lambda group: StandardPage.objects.values_list("pk", flat=True)},
    )
    only_findable(findable)
    receivers.connect()


@pytest.fixture
def page(home, built_from_groups) -> StandardPage:
    return home.add_child(instance=StandardPage(title="Klaproos"))


def test_renamed_part_is_found_under_its_new_name_when_the_outbox_has_run(page):
    group = Group.objects.create(name="Zandloper")
    drain()
    before = found("zandloper")

    group.name = "Boerenkool"
    group.save()
    drain()

    assert (before, found("zandloper"), found("boerenkool")) == (1, 0, 1)


def test_deleted_part_takes_its_words_out_although_it_is_gone(page):
    group = Group.objects.create(name="Zandloper")
    drain()

    group.delete()
    drain()

    assert found("zandloper") == 0


def test_change_and_message_are_kept_or_undone_together(page):
    group = Group.objects.create(name="Zandloper")
    OutboxMessage.objects.all().delete()

    with pytest.raises(RuntimeError), transaction.atomic():
        group.name = "Boerenkool"
        group.save()
        raise RuntimeError

    assert not OutboxMessage.objects.filter(kind=DEPENDANTS).exists()


def test_many_changes_of_one_thing_are_one_message(page):
    group = Group.objects.create(name="Zandloper")
    for number in range(5):
        group.name = f"Zandloper {number}"
        group.save()

    assert OutboxMessage.objects.filter(kind=DEPENDANTS, payload__pk=group.pk).count() == 1


def test_many_things_that_change_cost_each_page_one_reading(page):
    Group.objects.create(name="Zandloper")
    with CaptureQueriesContext(connection) as for_one:
        drain()

    for number in range(40):
        Group.objects.create(name=f"Boerenkool {number}")
    with CaptureQueriesContext(connection) as for_many:
        drain()

    # Each thing is looked up, and its pages are; all else happens once.
    assert len(for_many) - len(for_one) <= 2 * 40
    assert found("boerenkool") == 1


def test_page_that_cannot_be_indexed_keeps_no_other_from_it(home, built_from_groups, monkeypatch):
    wrong = home.add_child(instance=StandardPage(title="Klaproos", slug="klaproos"))
    monkeypatch.setattr(
        receivers, "dependants_of", lambda group: {wrong.pk} if group.name == "Wrong" else {0}
    )
    monkeypatch.setattr(receivers, "index_pages", lambda page_ids: 1 / (wrong.pk not in page_ids))
    OutboxMessage.objects.all().delete()
    for name in ("Zandloper", "Wrong", "Boerenkool"):
        Group.objects.create(name=name)

    drain()

    states = dict(OutboxMessage.objects.values_list("payload__pk", "state"))
    failed = Group.objects.get(name="Wrong").pk
    assert {pk for pk, state in states.items() if state != State.DONE} == {failed}
