"""Real Dutch text to search in, and as much of it as a benchmark asks for.

The passages lie beside the checkout, or where REGIOBRUG_DATA says, and are not part of it. There are some
27,000. Where more are asked for, further ones are put together from sentences of the real ones: each takes
halves of two titles and sentences of three other passages, drawn by a seed. So no two are the same, words
keep about the frequency and the company they have in real text, and every run has the same ones. They
read badly, which a search engine does not notice.
"""

import os
import random
import re
from collections.abc import Iterator
from pathlib import Path

from search.evaluation.measure import Passage, read_passages, read_questions
from tests.architecture.rooms import CHECKOUT

SEED = 1
MIXED_FROM = 3
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


class NoCorpus(Exception):
    """The passages are not on this machine; the message says where they are looked for."""


def corpus_file() -> Path:
    """Where the passages lie; raises NoCorpus."""
    data = Path(os.environ.get("REGIOBRUG_DATA", CHECKOUT.parent / "shared" / "data"))
    file = data / "corpus" / "passages.nl.jsonl.gz"
    if not file.exists():
        raise NoCorpus(f"{file} is not there; REGIOBRUG_DATA names the folder with the corpus.")
    return file


def where_the_corpus_is() -> dict[str, str]:
    """What a process with an environment of its own has to be told, to find the passages too."""
    return {"REGIOBRUG_DATA": os.environ["REGIOBRUG_DATA"]} if "REGIOBRUG_DATA" in os.environ else {}


def asked() -> list[str]:
    """What people ask: the golden questions."""
    file = CHECKOUT / "tests" / "search" / "golden" / "questions.jsonl"
    return [question.text for question in read_questions(file)]


def passages(number: int) -> list[Passage]:
    """So many passages in an order drawn by the seed: real ones first, then mixed ones."""
    real = read_passages(corpus_file())
    random.Random(SEED).shuffle(real)
    mixed = mixtures(real, random.Random(SEED + 1))
    return [*real[:number], *(next(mixed) for _ in range(number - len(real)))]


def mixtures(real: list[Passage], draw: random.Random) -> Iterator[Passage]:
    """Passages put together from sentences of others, for as long as somebody asks."""
    number = 0
    while True:
        number += 1
        first, second, *sources = draw.sample(real, MIXED_FROM + 2)
        sentences = [line for one in sources for line in _part_of(one.text, draw)]
        draw.shuffle(sentences)
        yield Passage(f"mixed-{number}", _title_of(first, second), " ".join(sentences))


def _title_of(first: Passage, second: Passage) -> str:
    """The first half of one title and the second half of another: no crowd of pages has the same."""
    begin, end = first.title.split(), second.title.split()
    return " ".join([*begin[: (len(begin) + 1) // 2], *end[len(end) // 2 :]])


def _part_of(text: str, draw: random.Random) -> list[str]:
    """A third of the sentences of a text, at least one: three of these are as long as one text."""
    sentences = _SENTENCE_END.split(text.strip())
    return draw.sample(sentences, max(1, round(len(sentences) / MIXED_FROM)))
