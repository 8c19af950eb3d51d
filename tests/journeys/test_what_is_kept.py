"""What the index in the database keeps of a page, from which an index outside is filled."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.enums import Audience
from search.domain.elasticsearch_sync import changes_of
from search.domain.queries.indexable import indexable, read_documents
from search.engines.analysed import Analysed
from search.engines.database import stored
from search.engines.elasticsearch.indices import Change
from search.models import Entry
from website.models import ContentPage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_index_keeps_of_every_page_what_reading_it_again_gives():
    pages = indexable(timezone.now())
    ending = pages.first().specific
    ending.expire_at = timezone.now() + timedelta(days=3)
    ending.save()
    ids = list(pages.values_list("pk", flat=True))

    read = [Change(one.page_id, Analysed.of(one)).action() for one in read_documents(ids)]

    assert len(ids) > 30
    assert {int(one["_id"]): one for one in read} == {
        pk: Change(pk, one).action() for pk, one in stored(ids).items()
    }


def test_pages_are_not_read_again_for_an_index_outside(monkeypatch):
    ids = list(indexable(timezone.now()).values_list("pk", flat=True))
    monkeypatch.setattr(
        "search.domain.elasticsearch_sync.read_documents", lambda page_ids: pytest.fail("read again")
    )

    assert [one.page_id for one in changes_of(ids) if one.document] == ids


def test_page_that_is_not_in_the_index_or_was_read_by_an_older_analyser_is_read_again():
    lost, old, *_others = indexable(timezone.now()).values_list("pk", flat=True)
    before = [one.action() for one in changes_of([lost, old])]
    Entry.objects.filter(pk=lost).delete()
    Entry.objects.filter(pk=old).update(analysis_version=0)

    assert stored([lost, old]) == {}
    assert [one.action() for one in changes_of([lost, old])] == before


def test_rights_are_those_of_the_page_whatever_the_index_says():
    narrowed, ending, withdrawn, *_others = indexable(timezone.now()).values_list("pk", flat=True)
    soon = timezone.now() + timedelta(days=3)
    ContentPage.objects.filter(pk=narrowed).update(audience=Audience.NETWORK)
    ContentPage.objects.filter(pk=ending).update(expire_at=soon)
    ContentPage.objects.filter(pk=withdrawn).update(live=False)

    changes = {one.page_id: one.document for one in changes_of([narrowed, ending, withdrawn])}

    assert changes[narrowed].entry.readers == Audience.NETWORK
    assert changes[ending].entry.visible_until == soon
    assert changes[withdrawn] is None
