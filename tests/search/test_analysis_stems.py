"""Stems: forms of one word together, other words apart."""

from pathlib import Path

import pytest

from search.analysis.stem import stem
from search.analysis.words import fold

LINES = [
    line.split()
    for line in (Path(__file__).parent / "gold" / "stems.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize("forms", LINES, ids=lambda forms: forms[0])
def test_forms_of_one_word_have_one_stem(forms):
    assert {stem(fold(form)) for form in forms} == {stem(fold(forms[0]))}


def test_different_words_have_different_stems():
    stems = [stem(fold(forms[0])) for forms in LINES]

    assert sorted(stems) == sorted(set(stems))


@pytest.mark.parametrize("word", ["kd", "bol", "rif", "12", "ٱلعربية", "x" * 10_000, "arbeid" * 2_000])
def test_short_strange_and_endless_words_are_stemmed_without_error(word):
    assert stem(word)
