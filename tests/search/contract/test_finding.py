"""What is found, and in which order."""

from datetime import date

import pytest

from search.analysis.synonyms import SynonymSet
from search.engines.tuning import QueryPruning
from search.port import Query, Sort
from tests.search.contract.subject import PUBLIC, doc


def test_word_in_the_title_ranks_above_tags_and_tags_above_the_body(subject):
    subject.write(
        doc(1, body="Over begeleiding."), doc(2, tags=("begeleiding",)), doc(3, title="Begeleiding")
    )

    assert subject.ids("begeleiding") == [3, 2, 1]


def test_inflected_word_is_found(subject):
    subject.write(doc(1, "De grenzen van scholen"))

    assert subject.ids("grens school") == [1]


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
def test_compound_is_found_joined_apart_and_in_part(subject, query, title):
    subject.write(doc(1, title), doc(2, "Iets anders"))

    assert subject.ids(query) == [1]


def test_word_itself_ranks_above_its_synonym(subject):
    subject.write(doc(1, "Een hobbel"), doc(2, "Een drempel"))

    assert subject.ids("drempel", PUBLIC, SynonymSet("drempel", ("hobbel",))) == [2, 1]


def test_results_name_the_synonyms_that_were_searched_as_well(subject):
    subject.write(doc(1, "Een hobbel"))

    results = subject.engine(SynonymSet("drempel", ("hobbel",))).search(Query("drempel"), PUBLIC)

    assert results.synonyms == ("hobbel",)


def test_document_with_more_of_the_words_ranks_higher(subject):
    subject.write(
        doc(1, body="subsidie"), doc(2, body="subsidie en verantwoording"), doc(3, body="verantwoording")
    )

    assert subject.ids("verantwoording van subsidie")[0] == 2


def test_words_side_by_side_rank_above_the_same_words_apart(subject):
    subject.write(
        doc(1, body="de regio kent geen juridische vorm"), doc(2, body="de juridische regio kent geen vorm")
    )

    assert subject.ids("juridische vorm") == [1, 2]


def test_function_word_finds_nothing_beside_a_telling_word(subject):
    subject.write(doc(1, body="hoe gaat het met de stage"), doc(2, body="hoe gaat het met de regels"))

    assert subject.ids("hoe gaat het met de stage") == [1]


def test_query_of_function_words_alone_still_finds(subject):
    subject.write(doc(1, "Wat als het niet kan"), doc(2, "Iets anders"))

    assert subject.ids("wat als") == [1]


def test_document_that_meets_far_less_than_the_best_is_no_hit(subject):
    subject.write(
        doc(1, body="rechtspersoon convenant eigenaarschap verantwoording subsidie provinciegrens"),
        doc(2, body="subsidie"),
        *(doc(number, body="subsidie") for number in range(3, 20)),
    )

    assert subject.ids("rechtspersoon convenant eigenaarschap verantwoording subsidie provinciegrens") == [1]


def test_query_without_words_gives_everything_newest_first(subject):
    subject.write(doc(1, dated=date(2024, 1, 1)), doc(2, dated=date(2026, 1, 1)), doc(3, dated=None))

    assert subject.ids("") == [2, 1, 3]


def test_sorting_by_date_last_checked_puts_undated_last(subject):
    subject.write(
        doc(1, "stage", checked=date(2026, 5, 1)),
        doc(2, "stage"),
        doc(3, "stage", checked=date(2026, 9, 1)),
    )

    assert subject.ids("stage", sort=Sort.CHECKED) == [3, 1, 2]


def test_pages_divide_the_hits_without_overlap(subject):
    subject.write(*(doc(number, "stage") for number in range(1, 26)))

    pages = [subject.ids("stage", page=page) for page in (1, 2, 3, 4)]

    assert [len(page) for page in pages] == [10, 10, 5, 0]
    assert sorted(pages[0] + pages[1] + pages[2]) == list(range(1, 26))


def test_hits_beyond_those_scored_follow_behind_them(subject):
    subject.write(*(doc(number, body="stage") for number in range(1, 12)), doc(12, "stage"))
    few = subject.engine(pruning=QueryPruning(scored=3))

    hits = few.search(Query("stage", size=20), PUBLIC).hits

    assert hits[0].page_id == 12
    assert sorted(hit.page_id for hit in hits) == list(range(1, 13))
