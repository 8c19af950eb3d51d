"""Who may find what: nothing of a hidden document shows, in no count and in no order."""

from datetime import timedelta

from django.utils import timezone

from search.engines.tuning import RelatedPages
from search.port import Query
from tests.search.contract.subject import NETWORK, PUBLIC, doc


def test_document_for_others_is_neither_found_nor_counted(subject):
    subject.write(doc(1, "stage"), doc(2, "stage", readers=("network",), facets={"topic": ("s1",)}))

    public = subject.engine().search(Query("stage"), PUBLIC)
    network = subject.engine().search(Query("stage"), NETWORK)

    assert (public.total, dict(public.facets)) == (1, {"kind": {"les": 1}})
    assert (network.total, network.facets["topic"]) == (2, {"s1": 1})


def test_document_past_its_end_is_not_found_although_no_sweep_has_run(subject):
    moment = timezone.now()
    subject.write(
        doc(1, "stage", visible_until=moment - timedelta(seconds=1)),
        doc(2, "stage", visible_until=moment + timedelta(hours=1)),
    )

    assert subject.ids("stage") == [2]


def test_hidden_documents_change_no_score_count_or_order(subject):
    open_ones = [
        doc(number, title, body, facets={"topic": (topic,)})
        for number, title, body, topic in [
            (1, "Een stage", "met begeleiding", "s1"),
            (2, "De begeleiding", "van een stage in het bedrijf", "s2"),
            (3, "Bedrijf", "zoekt stage", "s1"),
        ]
    ]
    query = Query("begeleiding stage bedrijf")
    subject.write(*open_ones)
    before = subject.engine(related=RelatedPages()).search(query, PUBLIC)

    subject.write(
        *(
            doc(number, "Begeleiding stage bedrijf", readers=("network",), facets={"topic": ("s2",)})
            for number in range(10, 40)
        ),
        *(doc(number, "stage", visible_until=timezone.now() - timedelta(days=1)) for number in range(40, 50)),
    )

    assert subject.engine(related=RelatedPages()).search(query, PUBLIC) == before
