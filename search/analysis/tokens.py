"""Tokenising: the words of a text, with where they stand."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from search.analysis.fold import fold

# An accent may be a character of its own. An apostrophe inside a word belongs to it (foto's, pps'en);
# a hyphen parts two words.
_LETTERS = r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*"
_WORD = re.compile(rf"{_LETTERS}(?:['’‘`´]{_LETTERS})*")
_APOSTROPHE = re.compile(r"['’‘`´]")
# What follows an apostrophe and is an ending, not a word: regio's, kd's, pps'en, hbo'er, zo'n.
_ENDINGS = frozenset({"s", "t", "n", "m", "er", "ers", "en", "tje", "tjes"})
# What stands before one and is left of a longer word: 's morgens, d'r.
_STARTS = frozenset({"s", "t", "n", "m", "d"})


class Token(NamedTuple):
    """A word: folded, where it stands in the text, whether it was written in capitals,
    and whether only a hyphen parts it from the word before."""

    word: str
    start: int
    end: int
    upper: bool = False
    hyphen: bool = False


def tokenise(text: str) -> Iterator[Token]:
    """The words of ``text`` in order; two-letter words stay (kd), endings after an apostrophe go."""
    before = -2
    for match in _WORD.finditer(text):
        written = match.group()
        core = _core(written)
        hyphen = match.start() == before + 1 and text[before] in "-‐‑"
        before = match.end()
        folded = fold(core)
        if folded:
            yield Token(folded, match.start(), match.end(), core.isupper(), hyphen)


def _core(written: str) -> str:
    pieces = _APOSTROPHE.split(written)
    while len(pieces) > 1 and pieces[-1].lower() in _ENDINGS:
        pieces.pop()
    while len(pieces) > 1 and pieces[0].lower() in _STARTS:
        pieces.pop(0)
    return "".join(pieces)
