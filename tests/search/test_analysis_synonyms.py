"""Synonyms: which other words a query stands for."""

import pytest

from search.analysis.query import Source, analyse
from search.analysis.synonyms import Direction, SynonymSet, SynonymTable, shipped_sets


@pytest.fixture(scope="module")
def shipped() -> SynonymTable:
    return SynonymTable.of(shipped_sets().values())


def table(*sets: SynonymSet) -> SynonymTable:
    return SynonymTable.of(sets)


def also(text: str, synonyms: SynonymTable) -> set[str]:
    return set(analyse(text, synonyms).synonyms)


def test_shipped_rows_cover_the_whole_glossary():
    rows = {int("".join(char for char in row if char.isdigit())) for row in shipped_sets()}

    assert rows == set(range(1, 70))


def test_same_direction_leads_from_every_word_to_every_other():
    synonyms = table(SynonymSet("drempel", ("knelpunt", "hobbel"), direction=Direction.SAME))

    assert also("drempel", synonyms) == {"knelpunt", "hobbel"}
    assert also("hobbels", synonyms) == {"drempel", "knelpunt"}


def test_both_direction_leads_between_term_and_synonym_only():
    synonyms = table(SynonymSet("drempel", ("knelpunt", "hobbel"), direction=Direction.BOTH))

    assert also("drempel", synonyms) == {"knelpunt", "hobbel"}
    assert also("hobbel", synonyms) == {"drempel"}


def test_to_term_direction_does_not_lead_back():
    synonyms = table(SynonymSet("arbeidsmarktregio", ("regio",), direction=Direction.TO_TERM))

    assert also("regio", synonyms) == {"arbeidsmarktregio"}
    assert also("arbeidsmarktregio", synonyms) == set()


def test_english_leads_to_dutch_and_not_back():
    synonyms = table(SynonymSet("drempel", english=("barrier",)))

    assert also("barrier", synonyms) == {"drempel"}
    assert also("drempel", synonyms) == set()


def test_longest_run_of_words_counts():
    synonyms = table(SynonymSet("businesscase", ("business case",)), SynonymSet("geval", ("case",)))

    assert also("de business case van ons", synonyms) == {"businesscase"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bol", set()),
        ("BOL", {"beroepsopleidende leerweg"}),
        ("bol opleiding", {"beroepsopleidende leerweg"}),
        ("een bol wol", set()),
    ],
)
def test_ambiguous_short_word_counts_in_capitals_or_beside_education(text, expected, shipped):
    assert also(text, shipped) & {"beroepsopleidende leerweg"} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kd", "kwalificatiedossier"),
        ("KD's", "kwalificatiedossier"),
        ("rif", "Regionaal Investeringsfonds mbo"),
        ("pps'en", "publiek-private samenwerking"),
        ("ppsen", "publiek-private samenwerking"),
        ("business case", "businesscase"),
        ("coordinator", "trekker"),
        ("labour market", "arbeidsmarktregio"),
    ],
)
def test_shipped_rows_match_what_people_type(text, expected, shipped):
    assert expected in analyse(text, shipped).synonyms


def test_part_of_a_longer_synonym_weighs_in_proportion():
    synonyms = table(SynonymSet("arbeidsmarktregio", english=("labour market region",), weight=0.6))

    group = analyse("labour market", synonyms).groups[0]

    found = {item.phrase: item.weight for item in group.alternatives if item.source is Source.SYNONYM}
    assert found[("arbeidsmarktregio",)] == pytest.approx(0.4)
