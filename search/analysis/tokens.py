"""Tokenising: the words of a text, with where they stand."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from search.analysis.words import fold
from website.letters import UNSEEN_IN_WORDS

# An accent may be a character of its own, and a soft hyphen or another letter that nobody sees may stand in a
# word. An apostrophe inside a word belongs to it (foto's, pps'en); a hyphen parts two words.
_LETTERS = rf"[^\W_]+(?:[\u0300-\u036f{UNSEEN_IN_WORDS}]+[^\W_]*)*"
# Letters with dots behind them are one abbreviation: b.p.v. and m.b.o
_DOTTED = r"(?<![\w.])(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w)|(?!\w))"
# Thousands apart by dots or blanks, and cents of which there are none: 12.500, 12 500, 12.500,00
_BLANKS = " \u00a0\u2009\u202f"
_CENTS = r"(?:,(?:00|-+))"
_NUMBER = "|".join(
    [
        rf"(?<![\w.,])[1-9]\d{{0,2}}(?:\.\d{{3}})+{_CENTS}?(?!\w)(?!\.\d)",
        rf"(?<![\w.,])\d+{_CENTS}(?!\w)",
        # With blanks it may be two numbers, or one of a telephone: no other number stands beside it.
        (
            rf"(?<![\w.,])(?<!\d[{_BLANKS}])[1-9]\d{{0,2}}(?P<blank>[{_BLANKS}])\d{{3}}(?:(?P=blank)\d{{3}})*"
            rf"{_CENTS}?(?!\w)(?![.{_BLANKS}]\d)"
        ),
    ]
)
_WORD = re.compile(rf"(?P<number>{_NUMBER})|(?P<dotted>{_DOTTED})|{_LETTERS}(?:['’‘`´]{_LETTERS})*")
# Two letters or more beside figures are a word of their own: mbo2, niveau3, 10km; not S1, 2e, h2o.
_RUNS = re.compile(r"\d+|[^\W\d_]{2,}")
# Raised and lowered figures are figures: CO₂, km². One letter for one, so that places in a text stay.
_PLAIN_FIGURES = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")
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
    text = text.translate(_PLAIN_FIGURES)
    before = -2
    for match in _WORD.finditer(text):
        hyphen = match.start() == before + 1 and text[before] in "-‐‑"
        before = match.end()
        written = match.group()
        if match["number"]:
            whole = written.partition(",")[0]
            yield Token("".join(filter(str.isdecimal, whole)), match.start(), match.end())
        elif match["dotted"]:
            # Who writes the dots means the abbreviation, as who writes capitals does.
            yield Token(fold(written.replace(".", "")), match.start(), match.end(), True, hyphen)
        else:
            yield from _words(written, match.start(), hyphen)


def _words(written: str, start: int, hyphen: bool) -> Iterator[Token]:
    core = _core(written)
    cuts = _cuts(core) if core in written else []
    if not cuts:
        folded = fold(core)
        if folded:
            # Between a word and a number a hyphen joins nothing: mbo-2 is mbo 2.
            joins = hyphen and not folded.isdecimal()
            yield Token(folded, start, start + len(written), core.isupper(), joins)
        return
    begin = written.index(core)
    for first, last in pairwise((0, *cuts, len(core))):
        end = len(written) if last == len(core) else begin + last
        part = core[first:last]
        yield Token(fold(part), start + (begin + first if first else 0), start + end, part.isupper())


def _cuts(core: str) -> list[int]:
    """Where letters and figures that stick together come apart."""
    if core.isalpha() or core.isdecimal():
        return []
    runs = [(one.start(), one.end(), one.group().isdecimal()) for one in _RUNS.finditer(core)]
    return [end for (_, end, left), (start, _, right) in pairwise(runs) if end == start and left != right]


def _core(written: str) -> str:
    pieces = _APOSTROPHE.split(written)
    while len(pieces) > 1 and pieces[-1].lower() in _ENDINGS:
        pieces.pop()
    while len(pieces) > 1 and pieces[0].lower() in _STARTS:
        pieces.pop(0)
    return "".join(pieces)
