"""The database engine: what is found, in which order, counted how, and by whom."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.viewer import Viewer
from search.analysis.synonyms import SynonymSet, SynonymTable
from search.documents import Document
from search.engines.database import DatabaseEngine, Limits
from search.engines.kinship import Kinship
from search.models import Entry, EntryText
from search.port import Query, Sort

pytestmark = pytest.mark.django_db

PUBLIC = Viewer.public()
NETWORK = Viewer(tokens=frozenset({"public", "network"}))


def engine(*sets: SynonymSet, **options: object) -> DatabaseEngine:
    options.setdefault("kinship", Kinship(weight=0))
    return DatabaseEngine(lambda: SynonymTable.of(sets), **options)


def write(*documents: Document) -> None:
    engine().index(documents)


def doc(page_id: int, title: str = "", body: str = "", **fields: object) -> Document:
    return Document(
        page_id=page_id, title=title, body=body, **{"readers": ("public",), "kind": "les", **fields}
    )


def ids(text: str, viewer: Viewer = PUBLIC, *sets: SynonymSet, **query: object) -> list[int]:
    return [hit.page_id for hit in engine(*sets).search(Query(text=text, **query), viewer).hits]


def test_word_in_the_title_ranks_above_tags_and_tags_above_the_body():
    write(doc(1, body="Over begeleiding."), doc(2, tags=("begeleiding",)), doc(3, title="Begeleiding"))

    assert ids("begeleiding") == [3, 2, 1]


def test_inflected_word_is_found():
    write(doc(1, "De grenzen van scholen"))

    assert ids("grens school") == [1]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("stagebegeleiding", "Stage begeleiding"),
        ("stage begeleiding", "Stagebegeleiding"),
        ("begeleiding", "Stagebegeleiding"),
        ("stagebegeleiding", "Begeleiding bij een stage"),
        ("arbeidsmarkt", "Arbeidsmarktregio's"),
        ("cocreatie", "Co-creatie"),
        ("co-creatie", "Cocreatie"),
    ],
)
def test_compound_is_found_joined_apart_and_in_part(query, title):
    write(doc(1, title), doc(2, "Iets anders"))

    assert ids(query) == [1]


def test_word_itself_ranks_above_its_synonym():
    write(doc(1, "Een hobbel"), doc(2, "Een drempel"))

    assert ids("drempel", PUBLIC, SynonymSet("drempel", ("hobbel",))) == [2, 1]


def test_results_name_the_synonyms_that_were_searched_as_well():
    write(doc(1, "Een hobbel"))

    results = engine(SynonymSet("drempel", ("hobbel",))).search(Query("drempel"), PUBLIC)

    assert results.synonyms == ("hobbel",)


def test_document_with_more_of_the_words_ranks_higher():
    write(doc(1, body="subsidie"), doc(2, body="subsidie en verantwoording"), doc(3, body="verantwoording"))

    assert ids("verantwoording van subsidie")[0] == 2


def test_words_side_by_side_rank_above_the_same_words_apart():
    write(
        doc(1, body="de regio kent geen juridische vorm"), doc(2, body="de juridische regio kent geen vorm")
    )

    assert ids("juridische vorm") == [1, 2]


def test_function_word_finds_nothing_beside_a_telling_word():
    write(doc(1, body="hoe gaat het met de stage"), doc(2, body="hoe gaat het met de regels"))

    assert ids("hoe gaat het met de stage") == [1]


def test_query_of_function_words_alone_still_finds():
    write(doc(1, "Wat als het niet kan"), doc(2, "Iets anders"))

    assert ids("wat als") == [1]


def test_document_that_meets_far_less_than_the_best_is_no_hit():
    write(
        doc(1, body="rechtspersoon convenant eigenaarschap verantwoording subsidie provinciegrens"),
        doc(2, body="subsidie"),
        *(doc(number, body="subsidie") for number in range(3, 20)),
    )

    assert ids("rechtspersoon convenant eigenaarschap verantwoording subsidie provinciegrens") == [1]


def test_query_without_words_gives_everything_newest_first():
    write(doc(1, dated=date(2024, 1, 1)), doc(2, dated=date(2026, 1, 1)), doc(3, dated=None))

    assert ids("") == [2, 1, 3]


def test_sorting_by_date_last_checked_puts_undated_last():
    write(
        doc(1, "stage", checked=date(2026, 5, 1)),
        doc(2, "stage"),
        doc(3, "stage", checked=date(2026, 9, 1)),
    )

    assert ids("stage", sort=Sort.CHECKED) == [3, 1, 2]


def test_pages_divide_the_hits_without_overlap():
    write(*(doc(number, "stage") for number in range(1, 26)))

    pages = [ids("stage", page=page) for page in (1, 2, 3, 4)]

    assert [len(page) for page in pages] == [10, 10, 5, 0]
    assert sorted(pages[0] + pages[1] + pages[2]) == list(range(1, 26))


def test_hits_beyond_those_scored_follow_behind_them():
    write(*(doc(number, body="stage") for number in range(1, 12)), doc(12, "stage"))
    few = engine(limits=Limits(scored=3))

    hits = few.search(Query("stage", size=20), PUBLIC).hits

    assert hits[0].page_id == 12
    assert sorted(hit.page_id for hit in hits) == list(range(1, 13))


def test_facet_counts_leave_out_the_facets_own_filter():
    write(
        doc(1, "stage", facets={"topic": ("s1",), "region": ("noord",)}),
        doc(2, "stage", facets={"topic": ("s2",), "region": ("noord",)}),
        doc(3, "stage", facets={"topic": ("s1", "s2"), "region": ("zuid",)}),
        doc(4, "les", facets={"topic": ("s1",)}),
    )

    results = engine().search(Query("stage", filters={"topic": frozenset({"s1"})}), PUBLIC)

    assert results.total == 2
    assert results.facets["topic"] == {"s1": 2, "s2": 2}
    assert results.facets["region"] == {"noord": 1, "zuid": 1}


def test_two_codes_of_one_facet_widen_and_two_facets_narrow():
    write(
        doc(1, "stage", facets={"topic": ("s1",), "region": ("noord",)}),
        doc(2, "stage", facets={"topic": ("s2",), "region": ("zuid",)}),
        doc(3, "stage", facets={"topic": ("e1",), "region": ("noord",)}),
    )

    either = ids("stage", filters={"topic": frozenset({"s1", "s2"})})
    both = ids("stage", filters={"topic": frozenset({"s1", "s2"}), "region": frozenset({"noord"})})

    assert (sorted(either), both) == ([1, 2], [1])


def test_kind_and_year_are_facets_of_every_document():
    write(doc(1, "stage", dated=date(2025, 3, 1)), doc(2, "stage", kind="portret", dated=date(2026, 3, 1)))

    facets = engine().search(Query("stage"), PUBLIC).facets

    assert facets == {"kind": {"les": 1, "portret": 1}, "year": {"2025": 1, "2026": 1}}


def test_page_about_the_same_thing_as_the_best_hits_comes_near():
    write(
        doc(1, "De coördinator gaat weg", facets={"topic": ("s1",)}),
        doc(2, "Een kaart voor de opvolger", facets={"topic": ("s1",)}),
        doc(3, "Iets over geld", facets={"topic": ("e1",)}),
    )

    results = engine(kinship=Kinship()).search(Query("coordinator"), PUBLIC)

    assert [(hit.page_id, hit.near) for hit in results.hits] == [(1, False), (2, True)]
    assert results.total == 1


def test_near_page_obeys_the_filters():
    write(
        doc(1, "De coördinator", facets={"topic": ("s1",), "region": ("noord",)}),
        doc(2, "Een kaart", facets={"topic": ("s1",), "region": ("zuid",)}),
    )

    query = Query("coordinator", filters={"region": frozenset({"noord"})})

    assert [hit.page_id for hit in engine(kinship=Kinship()).search(query, PUBLIC).hits] == [1]


# Who may see what


def test_document_for_others_is_neither_found_nor_counted():
    write(doc(1, "stage"), doc(2, "stage", readers=("network",), facets={"topic": ("s1",)}))

    public = engine().search(Query("stage"), PUBLIC)
    network = engine().search(Query("stage"), NETWORK)

    assert (public.total, dict(public.facets)) == (1, {"kind": {"les": 1}})
    assert (network.total, network.facets["topic"]) == (2, {"s1": 1})


def test_document_past_its_end_is_not_found_although_no_sweep_has_run():
    moment = timezone.now()
    write(
        doc(1, "stage", visible_until=moment - timedelta(seconds=1)),
        doc(2, "stage", visible_until=moment + timedelta(hours=1)),
    )

    assert ids("stage") == [2]


def test_hidden_documents_change_no_score_count_or_order():
    open_ones = [
        doc(number, title, body, facets={"topic": (topic,)})
        for number, title, body, topic in [
            (1, "Een stage", "met begeleiding", "s1"),
            (2, "De begeleiding", "van een stage in het bedrijf", "s2"),
            (3, "Bedrijf", "zoekt stage", "s1"),
        ]
    ]
    query = Query("begeleiding stage bedrijf")
    write(*open_ones)
    before = engine(kinship=Kinship()).search(query, PUBLIC)

    write(
        *(
            doc(number, "Begeleiding stage bedrijf", readers=("network",), facets={"topic": ("s2",)})
            for number in range(10, 40)
        ),
        *(doc(number, "stage", visible_until=timezone.now() - timedelta(days=1)) for number in range(40, 50)),
    )

    assert engine(kinship=Kinship()).search(query, PUBLIC) == before


# Writing


def test_document_that_is_written_again_replaces_the_old_words():
    write(doc(1, "Zandloper"))
    write(doc(1, "Boerenkool"))

    assert (ids("zandloper"), ids("boerenkool")) == ([], [1])


def test_passage_has_a_dot_between_a_heading_and_its_text():
    write(doc(1, body="Wat er kwam\nEen convenant.\nEn  toen", tags=("stage", "regio")))

    assert EntryText.objects.get(pk=1).text == "Wat er kwam · Een convenant. En toen · stage, regio"


def test_removed_document_is_gone_and_unknown_ids_do_no_harm():
    write(doc(1, "stage"), doc(2, "stage"))

    engine().remove([1, 999])

    assert ids("stage") == [2]


def test_document_that_is_no_longer_wanted_at_the_moment_of_writing_is_not_written():
    engine().index([doc(1, "stage"), doc(2, "stage")], confirm=lambda page_ids: {2})

    assert ids("stage") == [2]


def test_health_counts_documents_of_an_older_analysis():
    write(doc(1, "stage"), doc(2, "stage"))
    Entry.objects.filter(pk=1).update(analysis_version=0)

    health = engine().health()

    assert (health.ok, health.documents, health.outdated) == (True, 2, 1)


def test_explained_hit_says_which_word_was_found_how():
    write(doc(1, "Een hobbel in de stage"))

    results = engine(SynonymSet("drempel", ("hobbel",))).search(Query("drempel stage", explain=True), PUBLIC)

    assert [line.split(" ")[0] for line in results.hits[0].why] == ["drempel", "stage"]
    assert "synonym hobbel" in results.hits[0].why[0]
