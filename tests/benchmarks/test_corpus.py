"""More text than there is: put together from real sentences, the same in every run."""

import random
from itertools import islice

from search.evaluation.measure import Passage
from tests.benchmarks.corpus import mixtures

REAL = [
    Passage(f"real-{number}", f"Titel {number}", f"Een van {number}. Twee van {number}! Drie {number}?")
    for number in range(40)
]


def test_mixtures_are_the_same_in_every_run():
    assert [list(islice(mixtures(REAL, random.Random(1)), 50)) for _run in range(2)] == 2 * [
        list(islice(mixtures(REAL, random.Random(1)), 50))
    ]


def test_mixtures_hold_real_sentences_of_several_passages_and_no_copy_of_one():
    sentences = {f"{line}{end}" for one in REAL for line, end in _sentences(one.text)}

    for mixed in islice(mixtures(REAL, random.Random(1)), 200):
        found = [f"{line}{end}" for line, end in _sentences(mixed.text)]
        assert set(found) <= sentences
        assert len({line.split()[-1] for line in found}) == len(found) == 3


def test_no_two_mixtures_are_the_same():
    made = [one.text for one in islice(mixtures(REAL, random.Random(1)), 500)]

    assert len(set(made)) == len(made)


def _sentences(text: str) -> list[tuple[str, str]]:
    marked = text.replace(". ", ".|").replace("! ", "!|").replace("? ", "?|").split("|")
    return [(line[:-1], line[-1]) for line in marked]
