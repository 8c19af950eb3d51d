"""What narrows, how it is counted, and what lies near."""

from datetime import date

from search.engines.tuning import RelatedPages
from search.port import Query
from tests.search.contract.subject import PUBLIC, doc


def test_facet_counts_leave_out_the_facets_own_filter(subject):
    subject.write(
        doc(1, "stage", facets={"topic": ("s1",), "region": ("noord",)}),
        doc(2, "stage", facets={"topic": ("s2",), "region": ("noord",)}),
        doc(3, "stage", facets={"topic": ("s1", "s2"), "region": ("zuid",)}),
        doc(4, "les", facets={"topic": ("s1",)}),
    )

    results = subject.engine().search(Query("stage", filters={"topic": frozenset({"s1"})}), PUBLIC)

    assert results.total == 2
    assert results.facets["topic"] == {"s1": 2, "s2": 2}
    assert results.facets["region"] == {"noord": 1, "zuid": 1}


def test_what_answers_without_a_facet_is_counted_as_well(subject):
    subject.write(
        doc(1, "stage", facets={"topic": ("s1", "s2"), "region": ("noord",)}),
        doc(2, "stage", facets={"region": ("noord",)}),
        doc(3, "stage", facets={"topic": ("s1",), "region": ("zuid",)}),
        doc(4, "les", facets={"topic": ("s1",), "region": ("noord",)}),
    )
    east = {"region": frozenset({"oost"})}

    def without(text: str, **filters: frozenset[str]) -> dict[str, int]:
        return dict(subject.engine().search(Query(text, filters=filters), PUBLIC).without)

    assert without("stage", region=frozenset({"noord"}), topic=frozenset({"e1"})) == {"region": 0, "topic": 2}
    assert without("stage", region=frozenset({"oost"})) == {"region": 3}
    assert without("stage", region=frozenset({"zuid"}), topic=frozenset({"s1"})) == {"region": 2, "topic": 1}
    assert without("qwertyuiop", **east) == {"region": 0}
    assert without("stage") == {}


def test_two_codes_of_one_facet_widen_and_two_facets_narrow(subject):
    subject.write(
        doc(1, "stage", facets={"topic": ("s1",), "region": ("noord",)}),
        doc(2, "stage", facets={"topic": ("s2",), "region": ("zuid",)}),
        doc(3, "stage", facets={"topic": ("e1",), "region": ("noord",)}),
    )

    either = subject.ids("stage", filters={"topic": frozenset({"s1", "s2"})})
    both = subject.ids("stage", filters={"topic": frozenset({"s1", "s2"}), "region": frozenset({"noord"})})

    assert (sorted(either), both) == ([1, 2], [1])


def test_kind_and_year_are_facets_of_every_document(subject):
    subject.write(
        doc(1, "stage", dated=date(2025, 3, 1)), doc(2, "stage", kind="portret", dated=date(2026, 3, 1))
    )

    facets = subject.engine().search(Query("stage"), PUBLIC).facets

    assert facets == {"kind": {"les": 1, "portret": 1}, "year": {"2025": 1, "2026": 1}}


def test_page_about_the_same_thing_as_the_best_hits_comes_near(subject):
    subject.write(
        doc(1, "De coördinator gaat weg", facets={"topic": ("s1",)}),
        doc(2, "Een kaart voor de opvolger", facets={"topic": ("s1",)}),
        doc(3, "Iets over geld", facets={"topic": ("e1",)}),
    )

    results = subject.engine(related=RelatedPages()).search(Query("coordinator"), PUBLIC)

    assert [(hit.page_id, hit.near) for hit in results.hits] == [(1, False), (2, True)]
    assert results.total == 1


def test_near_page_obeys_the_filters(subject):
    subject.write(
        doc(1, "De coördinator", facets={"topic": ("s1",), "region": ("noord",)}),
        doc(2, "Een kaart", facets={"topic": ("s1",), "region": ("zuid",)}),
    )

    query = Query("coordinator", filters={"region": frozenset({"noord"})})

    assert [hit.page_id for hit in subject.engine(related=RelatedPages()).search(query, PUBLIC).hits] == [1]
