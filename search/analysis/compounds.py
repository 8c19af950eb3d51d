"""Splitting compounds: arbeidsmarktregio is arbeid(s), markt and regio."""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from search.analysis.words import DATA, WordList, dutch

SHORTEST_PART = 3
SHORTEST_COMPOUND = 7
# Longer ones are no words; trying all their cuts would take time with the square of the length.
LONGEST_COMPOUND = 60
_LINKS = ("en", "s", "n", "e")
# Nouns with these endings take an -s before the next part.
_TAKES_S = ("ing", "heid", "iteit", "schap", "tie")


class Part(NamedTuple):
    """A part of a compound: the word, and where it stands including its linking letters."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Families:
    """In how many of the ``size`` words of the list a form is the first part, or the last. A split is as good
    as its rarest part: *besluit* has a large family and *luit* none, so besluit stays whole."""

    first: Mapping[str, float]
    last: Mapping[str, float]
    never_first: frozenset[str]
    never_last: frozenset[str]
    short: frozenset[str]
    size: int

    def cost_first(self, form: str, known: bool) -> float | None:
        """How surprising ``form`` is as a first part, in bits; None when it cannot be one."""
        if form in self.never_first:
            return None
        return self._cost(form, self.first.get(form, 0) + (1 if known and len(form) >= 5 else 0))

    def cost_last(self, form: str, known: bool) -> float | None:
        """How surprising ``form`` is as a last part, in bits; None when it cannot be one."""
        if form in self.never_last:
            return None
        return self._cost(form, self.last.get(form, 0) + (0.1 if known and len(form) >= 5 else 0))

    def cost_whole(self, word: str) -> float:
        """How surprising the word is unsplit; one that nothing is made of costs the most."""
        own = self.first.get(word, 0) + self.first.get(word + "s", 0) + self.last.get(word, 0)
        return math.log2(self.size / (own + 0.3))

    def _cost(self, form: str, family: float) -> float | None:
        if not family or (len(form) == SHORTEST_PART and form not in self.short):
            return None
        # Four letters are a word by chance more often than five.
        return math.log2(self.size / family) + (len(form) == 4)


def segment(word: str, families: Families, words: WordList) -> tuple[int, ...]:
    """Where the parts after the first begin; empty when the word is better left whole.

    Of all ways to cut, the one whose most surprising part surprises least, one bit for every cut.
    """
    length = len(word)
    if not SHORTEST_COMPOUND <= length <= LONGEST_COMPOUND:
        return ()
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    chosen: tuple[float, tuple[int, ...]] = (families.cost_whole(word), ())
    for start in range(length - SHORTEST_PART + 1):
        so_far = best.get(start)
        if so_far is None:
            continue
        worst, cuts = so_far
        ends = frozenset(words.ends(word, start))
        if start:
            cost = families.cost_last(word[start:], length in ends)
            if cost is not None and max(worst, cost) + len(cuts) < chosen[0]:
                chosen = (max(worst, cost) + len(cuts), cuts)
        for end in range(start + SHORTEST_PART, length - SHORTEST_PART + 1):
            form = word[start:end]
            cost = families.cost_first(form, end in ends or _with_s(form, end, ends))
            if cost is None:
                continue
            reached = (max(worst, cost), (*cuts, end))
            known = best.get(end)
            if known is None or reached[0] + len(reached[1]) < known[0] + len(known[1]):
                best[end] = reached
    return chosen[1]


def _with_s(form: str, end: int, ends: frozenset[int]) -> bool:
    return form[-1] == "s" and end - 1 in ends and form[:-1].endswith(_TAKES_S)


@cache
def shipped_families() -> Families:
    """The counts made from the shipped word list, read at first use."""
    rules = splitting_rules()
    first: dict[str, float] = {}
    last: dict[str, float] = {}
    total, *lines = DATA.joinpath("families.tsv").read_text("ascii").splitlines()
    for line in lines:
        form, as_first, as_last = line.split("\t")
        if as_first != "0":
            first[form] = int(as_first)
        if as_last != "0":
            last[form] = int(as_last)
    return Families(first, last, **rules, size=int(total.split("\t")[1]))


def splitting_rules() -> dict[str, frozenset[str]]:
    """What the splitter is told by hand: ``never_first``, ``never_last`` and ``short``."""
    rules = tomllib.loads(DATA.joinpath("splitting.toml").read_text("utf-8"))
    return {name: frozenset(words) for name, words in rules.items()}


@lru_cache(maxsize=50_000)
def split(word: str) -> tuple[Part, ...]:
    """The parts of a folded word without their linking letters; one part when it is no compound."""
    cuts = (0, *segment(word, shipped_families(), dutch()), len(word))
    if len(cuts) == 2:
        return (Part(word, 0, len(word)),)
    return tuple(
        Part(word[start:end] if end == len(word) else _unlinked(word[start:end]), start, end)
        for start, end in pairwise(cuts)
    )


def _unlinked(form: str) -> str:
    words = dutch()
    # A plural as first part (scholengemeenschap) is stemmed later; only letters that belong to
    # no word of their own go.
    if form in words:
        return form
    for link in _LINKS:
        if form.endswith(link) and form[: -len(link)] in words:
            return form[: -len(link)]
    return form
