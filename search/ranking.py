"""The scorer: one way to rank candidates, whichever engine found them."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from search.analysis.query import Alternative, Group, Source, Words
from search.analysis.synonyms import Phrase
from search.analysis.terms import GAP, Terms


@dataclass(frozen=True, slots=True)
class Rules:
    """The weights of the ranking: columns, saturation, and what counts beyond single words."""

    title: float = 3.0
    tags: float = 2.0
    body: float = 1.0
    part: float = 0.4
    saturation: float = 3.0
    length: float = 0.5
    function_word: float = 0.25
    least: float = 0.01
    coverage: float = 0.3
    neighbours: float = 0.3
    title_phrase: float = 0.5
    title_exact: float = 0.5


class Candidate(NamedTuple):
    """A document as the scorer needs it; ``length`` is the number of words in its body."""

    page_id: int
    terms: Terms
    length: int


class _Pattern(NamedTuple):
    """An alternative ready to be counted in padded columns; ``factor`` bounds what it can bring."""

    text: str
    factor: float
    alternative: Alternative


class _Row(NamedTuple):
    """A word of the query: how much it says, rivals by falling factor, and parts that add up."""

    written: str
    weight: float
    rivals: tuple[_Pattern, ...]
    parts: tuple[_Pattern, ...]


class _Found(NamedTuple):
    """What one word brings in one document, and how fully it was met (the word itself is 1)."""

    value: float = 0.0
    strength: float = 0.0
    alternative: Alternative | None = None


def pattern(phrase: Phrase) -> str:
    return f" {GAP.join(phrase)} "


def rarity(documents: int, frequency: int) -> float:
    """How much a term says: the fewer documents hold it, the more."""
    return math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5))


class Ranker:
    """Every word brings the best of its alternatives, saturated, times how rare the word is; a rare
    synonym never brings more than the word itself would. The sum is lowered by the words that are
    missing, and raised for neighbours that are neighbours in the document, above all in the title.
    """

    def __init__(
        self, words: Words, documents: int, frequency: Mapping[str, int], rules: Rules | None = None
    ) -> None:
        self.rules = rules = rules or Rules()
        # The weight of every column of Terms, in its order.
        parts = (rules.title * rules.part, rules.body * rules.part)
        self._columns = (rules.title, rules.tags, rules.body, *parts)
        self.documents = documents
        self._frequency = frequency
        self._average = 1.0
        rows = [self._row(group) for group in words.groups]
        self.weights = [row.weight for row in rows]
        self._all = sum(self.weights) or 1.0
        # What can hardly change the order is not counted: in a long question half of the words.
        self._rows = [row for row in rows if row.weight >= self.rules.least * self._all]
        self._whole = pattern(words.phrase) if words.groups else ""
        self._pairs = [
            (pattern((left.word[0], right.word[0])), min(self.weights[place : place + 2]))
            for place, (left, right) in enumerate(pairwise(words.groups))
        ]

    def frequency(self, phrase: Phrase) -> int:
        """In at most how many documents the phrase stands: as many as its rarest term."""
        return min(self._frequency.get(term, 0) for term in phrase)

    def reach(self, group: Group) -> int:
        """In about how many documents a word is found, by its commonest alternative."""
        return max(self.frequency(one.phrase) for one in group.alternatives)

    def rank(self, candidates: Iterable[Candidate]) -> list[tuple[int, float]]:
        """Ids and scores, best first; of equal scores the newest page first."""
        rows = list(candidates)
        self._average = sum(row.length for row in rows) / len(rows) if rows else 1.0
        scored = [(row.page_id, self.score(row)) for row in rows]
        return sorted(scored, key=lambda one: (-one[1], -one[0]))

    def score(self, candidate: Candidate) -> float:
        """The score of one document, its length beside the average of those ranked together."""
        columns, everything, bend = self._prepared(candidate)
        value = met = 0.0
        for row in self._rows:
            found = self._find(row, columns, everything, bend)
            value += found.value
            met += found.strength * row.weight
        return value * (1 - self.rules.coverage * (1 - met / self._all)) + self._beyond(columns)

    def explain(self, candidate: Candidate) -> tuple[str, ...]:
        """What the score is made of, word by word, for who tunes the ranking."""
        columns, everything, bend = self._prepared(candidate)
        lines = []
        for row in self._rows:
            found = self._find(row, columns, everything, bend)
            if found.alternative:
                via = f"{found.alternative.source} {' '.join(found.alternative.phrase)}"
                lines.append(f"{row.written} {found.value:.2f} ({via})")
        beyond = self._beyond(columns)
        return (*lines, f"phrases {beyond:.2f}") if beyond else tuple(lines)

    def _row(self, group: Group) -> _Row:
        own = self._frequency.get(group.word[0], 0)
        if own:
            weight = rarity(self.documents, own)
        else:
            # The word itself is nowhere: it says as much as the commonest thing that stands for it. Its
            # parts written apart are not counted: each is common, and side by side they may be nowhere.
            whole = (one for one in group.alternatives if one.source not in (Source.PART, Source.APART))
            known = [self.frequency(one.phrase) for one in whole]
            weight = rarity(self.documents, max(known, default=0))
        if group.function:
            weight *= self.rules.function_word
        rivals: list[_Pattern] = []
        parts: list[_Pattern] = []
        for one in group.alternatives:
            found = self.frequency(one.phrase)
            if not found and one.source is not Source.WORD:
                continue
            says = rarity(self.documents, found)
            share = max(weight, says / one.span) if one.span > 1 else min(weight, says) if own else says
            row = _Pattern(pattern(one.phrase), one.weight * share, one)
            (parts if one.source is Source.PART else rivals).append(row)
        # The word itself stays first among equals; who cannot win any more is not counted.
        rivals.sort(key=lambda one: -one.factor)
        return _Row(group.written, weight, tuple(rivals), tuple(parts))

    def _prepared(self, candidate: Candidate) -> tuple[list[str], str, float]:
        rules = self.rules
        columns = [f" {column} " for column in candidate.terms]
        relative = candidate.length / self._average if self._average else 1.0
        return columns, "".join(columns), rules.saturation * (1 - rules.length + rules.length * relative)

    def _find(self, row: _Row, columns: Sequence[str], everything: str, bend: float) -> _Found:
        best = _Found()
        for text, factor, alternative in row.rivals:
            if factor <= best.value:
                break
            if text in everything:
                value = factor * self._saturated(text, columns, bend)
                if value > best.value:
                    best = _Found(value, alternative.weight, alternative)
        if row.parts:
            met = [one for one in row.parts if one.text in everything]
            value = sum(one.factor * self._saturated(one.text, columns, bend) for one in met)
            if value > best.value:
                best = _Found(value, sum(one.alternative.weight for one in met), met[0].alternative)
        return best

    def _saturated(self, text: str, columns: Sequence[str], bend: float) -> float:
        """Between 0 and 1: more occurrences and heavier columns bring ever less."""
        count = 0.0
        for column, weight in zip(columns, self._columns, strict=True):
            if weight:
                count += weight * column.count(text)
        return count / (count + bend)

    def _beyond(self, columns: Sequence[str]) -> float:
        """What neighbours and the title bring above single words."""
        rules = self.rules
        title, body = columns[0], columns[2]
        value = 0.0
        for text, weight in self._pairs:
            if text in title:
                value += rules.neighbours * 2 * weight
            elif text in body:
                value += rules.neighbours * weight
        if self._whole and self._whole in title:
            value += rules.title_phrase * self._all
            if title.strip() == self._whole.strip():
                value += rules.title_exact * self._all
        return value
