"""The database engine: what is its own, beside what every engine promises."""

import pytest

from search.models import Entry, EntryText
from tests.search.contract.subject import DatabaseSubject, doc

pytestmark = pytest.mark.django_db


@pytest.fixture
def subject() -> DatabaseSubject:
    return DatabaseSubject("default")


def test_passage_has_a_dot_between_a_heading_and_its_text(subject):
    subject.write(doc(1, body="Wat er kwam\nEen convenant.\nEn  toen", tags=("stage", "regio")))

    assert EntryText.objects.get(pk=1).text == "Wat er kwam · Een convenant. En toen · stage, regio"


def test_health_counts_documents_of_an_older_analysis(subject):
    subject.write(doc(1, "stage"), doc(2, "stage"))
    Entry.objects.filter(pk=1).update(analysis_version=0)

    health = subject.engine().health()

    assert (health.ok, health.documents, health.outdated) == (True, 2, 1)
