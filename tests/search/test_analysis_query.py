"""Queries: a group of alternatives for every word."""

import pytest

from search.analysis.query import MOST_WORDS, Source, Weights, analyse
from search.analysis.synonyms import SynonymTable

NONE = SynonymTable()


def alternatives(text: str, place: int = 0, weights: Weights | None = None) -> dict[tuple[str, ...], float]:
    group = analyse(text, NONE, weights).groups[place]
    return {item.phrase: item.weight for item in group.alternatives}


def test_compound_counts_written_apart_and_by_its_parts():
    assert alternatives("stagebegeleiding") == {
        ("stagebegeleid",): 1.0,
        ("stage", "begeleid"): 0.9,
        ("stage",): pytest.approx(0.2),
        ("begeleid",): pytest.approx(0.2),
    }


def test_two_words_count_as_the_compound_they_make():
    assert alternatives("stage begeleiding", 0)[("stagebegeleid",)] == 1.0
    assert alternatives("stage begeleiding", 1)[("stagebegeleid",)] == 1.0
    assert alternatives("samenwerking verbanden")[("samenwerkingsverband",)] == 1.0


def test_weight_of_zero_switches_an_alternative_off():
    weights = Weights(joined=0, apart=0, part=0, synonym=0)

    assert alternatives("stagebegeleiding", weights=weights) == {("stagebegeleid",): 1.0}


def test_words_after_the_sixteenth_are_left_out():
    words = analyse(" ".join(f"woord{number}" for number in range(40)), NONE)

    assert len(words.groups) == MOST_WORDS


def test_the_word_itself_comes_first():
    assert analyse("techniekonderwijs", NONE).groups[0].alternatives[0].source is Source.WORD


@pytest.mark.parametrize("text", ["", "   ", '"', "***", "\x00", "🙂"])
def test_query_without_words_has_no_groups(text):
    assert analyse(text, NONE).groups == ()
