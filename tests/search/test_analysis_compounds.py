"""Compounds: the splitter against a list of words that was split by hand."""

from pathlib import Path

import pytest

from search.analysis.compounds import split

GOLD = Path(__file__).parent / "gold" / "compounds.tsv"


def gold() -> list[tuple[str, tuple[str, ...]]]:
    rows = [line.split("\t") for line in GOLD.read_text("utf-8").splitlines()]
    return [(word, tuple(parts.split("|"))) for word, parts in rows]


def forms(word: str) -> tuple[str, ...]:
    return tuple(word[part.start : part.end] for part in split(word))


def test_gold_list_has_compounds_and_words_that_stay_whole():
    whole = [word for word, parts in gold() if len(parts) == 1]

    assert len(gold()) >= 500
    assert len(whole) >= 150


def test_compounds_of_the_gold_list_are_split_as_by_hand():
    answers = [(forms(word), parts) for word, parts in gold()]
    proposed = [answer for answer in answers if len(answer[0]) > 1]
    right = [answer for answer in proposed if answer[0] == answer[1]]
    compounds = [answer for answer in answers if len(answer[1]) > 1]

    assert len(right) / len(proposed) >= 0.95
    assert len(right) / len(compounds) >= 0.90


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("arbeidsmarktregio", ["arbeid", "markt", "regio"]),
        ("techniekonderwijs", ["techniek", "onderwijs"]),
        ("stagebegeleiding", ["stage", "begeleiding"]),
        ("businesscase", ["business", "case"]),
        ("scholengemeenschap", ["scholen", "gemeenschap"]),
        ("onderwijs", ["onderwijs"]),
        ("samenwerking", ["samenwerking"]),
        ("eigenaarschap", ["eigenaarschap"]),
        ("maatschappelijke", ["maatschappelijke"]),
        ("kd", ["kd"]),
    ],
)
def test_compound_is_split_without_its_linking_letters(word, parts):
    assert [part.word for part in split(word)] == parts
