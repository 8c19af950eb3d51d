"""Synonyms and abbreviations: which other words a query stands for, with what weight."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from search.analysis.stem import stem
from search.analysis.tokens import Token, tokenise
from search.analysis.words import data_lines, function_words

Phrase = tuple[str, ...]
# What share of a phrase's words must be asked for the phrase to be meant. Of English, half is enough:
# "accountability" is hardly typed here for anything but grant accountability.
DUTCH_SHARE = 0.6
ENGLISH_SHARE = 0.5


class Direction(StrEnum):
    SAME = "same"
    BOTH = "both"
    TO_TERM = "to"


@dataclass(frozen=True, slots=True)
class SynonymSet:
    """A term and the words that people use for it. ``ambiguous`` ones mean something else as well."""

    term: str
    synonyms: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    ambiguous: frozenset[str] = frozenset()
    direction: Direction = Direction.BOTH
    weight: float = 0.6

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Every (written, also searched) pair. English leads to the term and its synonyms."""
        for word in (*self.synonyms, *self.english):
            yield word, self.term
        if self.direction is not Direction.TO_TERM:
            for word in self.synonyms:
                yield self.term, word
            yield from ((one, other) for one in self.english for other in self.synonyms)
        if self.direction is Direction.SAME:
            yield from ((one, other) for one in self.synonyms for other in self.synonyms if one != other)


class Expansion(NamedTuple):
    """Words to search as well: their stems, how they are written, how much they weigh."""

    phrase: Phrase
    written: str
    weight: float


class Match(NamedTuple):
    """A run of query words, from ``start`` up to ``end``, that has expansions; ``partly`` when the
    run is only part of the words that have them."""

    start: int
    end: int
    expansions: tuple[Expansion, ...]
    partly: bool = False


def stems_of(text: str) -> Phrase:
    return tuple(stem(token.word) for token in tokenise(text))


@dataclass(slots=True)
class SynonymTable:
    _by_phrase: dict[Phrase, dict[Phrase, Expansion]] = field(default_factory=dict)
    _ambiguous: set[Phrase] = field(default_factory=set)
    _parts: dict[Phrase, dict[Phrase, float]] = field(default_factory=dict)
    _longest: int = 0

    @classmethod
    def of(cls, sets: Iterable[SynonymSet]) -> "SynonymTable":
        """The table of these sets; of two ways to the same words the heavier counts."""
        table = cls()
        for one in sets:
            table._ambiguous.update(stems_of(word) for word in one.ambiguous)
            for written, searched in one.pairs():
                table._add(written, Expansion(stems_of(searched), searched, one.weight))
            for written in (one.term, *one.synonyms, *one.english):
                table._add_parts(written, foreign=written in one.english)
        return table

    def _add(self, written: str, expansion: Expansion) -> None:
        phrase = stems_of(written)
        if not phrase or not expansion.phrase or phrase == expansion.phrase:
            return
        known = self._by_phrase.setdefault(phrase, {})
        if expansion.phrase not in known or known[expansion.phrase].weight < expansion.weight:
            known[expansion.phrase] = expansion
        self._longest = max(self._longest, len(phrase))

    def _add_parts(self, written: str, *, foreign: bool) -> None:
        """Runs of words inside a phrase, each with its share of the words that say something."""
        tokens = list(tokenise(written))
        phrase = tuple(stem(token.word) for token in tokens)
        says = [token.word not in function_words() for token in tokens]
        for start in range(len(phrase)):
            for end in range(start + 1, len(phrase) + 1):
                share = sum(says[start:end]) / max(1, sum(says))
                whole = end - start == len(phrase)
                edges = says[start] and says[end - 1]
                if not whole and edges and share >= (ENGLISH_SHARE if foreign else DUTCH_SHARE):
                    known = self._parts.setdefault(phrase[start:end], {})
                    known[phrase] = max(share, known.get(phrase, 0.0))

    def expansions(self, phrase: Phrase) -> tuple[Expansion, ...]:
        """What these words lead to, unless they mean something else as well."""
        return () if phrase in self._ambiguous else tuple(self._by_phrase.get(phrase, {}).values())

    def matches(self, tokens: Sequence[Token], stems: Sequence[str]) -> list[Match]:
        """The runs that have expansions, longest first at every place, none inside another."""
        found: list[Match] = []
        start = 0
        while start < len(stems):
            match = self._longest_at(start, tokens, stems)
            if match:
                found.append(match)
            start = match.end if match else start + 1
        return found

    def _longest_at(self, start: int, tokens: Sequence[Token], stems: Sequence[str]) -> Match | None:
        for end in range(min(start + self._longest, len(stems)), start, -1):
            phrase = tuple(stems[start:end])
            expansions = self._by_phrase.get(phrase)
            if expansions and self._is_meant(phrase, start, end, tokens, stems):
                return Match(start, end, tuple(expansions.values()))
            partly = self._partly(phrase)
            if partly:
                return Match(start, end, partly, True)
        return None

    def _partly(self, phrase: Phrase) -> tuple[Expansion, ...]:
        """What longer phrases that hold this one lead to, in proportion: "labour market"
        is two of the three words of "labour market region"."""
        best: dict[Phrase, Expansion] = {}
        for longer, share in self._parts.get(phrase, {}).items():
            for expansion in self._by_phrase.get(longer, {}).values():
                weight = expansion.weight * share
                if expansion.phrase != phrase and weight > getattr(best.get(expansion.phrase), "weight", 0):
                    best[expansion.phrase] = expansion._replace(weight=weight)
        return tuple(best.values())

    def _is_meant(
        self, phrase: Phrase, start: int, end: int, tokens: Sequence[Token], stems: Sequence[str]
    ) -> bool:
        if phrase not in self._ambiguous or tokens[start].upper:
            return True
        return any(stems[place] in education_stems() for place in (start - 1, end) if 0 <= place < len(stems))


@cache
def education_stems() -> frozenset[str]:
    """Stems of the words that make clear that the talk is of education."""
    return frozenset(stem(line) for line in data_lines("education_words.txt"))


def shipped_sets() -> dict[str, SynonymSet]:
    return dict(_parsed(line) for line in data_lines("synonyms.tsv"))


def _parsed(line: str) -> tuple[str, SynonymSet]:
    row, term, synonyms, english, direction, weight = line.split("\t")
    dutch, foreign = _words(synonyms), _words(english)
    return row, SynonymSet(
        term=term,
        synonyms=tuple(word.rstrip("?") for word in dutch),
        english=tuple(word.rstrip("?") for word in foreign),
        ambiguous=frozenset(word.rstrip("?") for word in (*dutch, *foreign) if word.endswith("?")),
        direction=Direction(direction),
        weight=float(weight),
    )


def _words(cell: str) -> list[str]:
    return [word.strip() for word in cell.split(",") if word.strip()]
