"""What is written can be found, and what is taken out cannot."""

from search.analysis.synonyms import SynonymSet
from search.port import Query
from tests.search.contract.subject import PUBLIC, doc


def test_document_that_is_written_again_replaces_the_old_words(subject):
    subject.write(doc(1, "Zandloper"))
    subject.write(doc(1, "Boerenkool"))

    assert (subject.ids("zandloper"), subject.ids("boerenkool")) == ([], [1])


def test_removed_document_is_gone_and_unknown_ids_do_no_harm(subject):
    subject.write(doc(1, "stage"), doc(2, "stage"))

    subject.remove(1, 999)

    assert subject.ids("stage") == [2]


def test_explained_hit_says_which_word_was_found_how(subject):
    subject.write(doc(1, "Een hobbel in de stage"))

    results = subject.engine(SynonymSet("drempel", ("hobbel",))).search(
        Query("drempel stage", explain=True), PUBLIC
    )

    assert [line.split(" ")[0] for line in results.hits[0].why] == ["drempel", "stage"]
    assert "synonym hobbel" in results.hits[0].why[0]
