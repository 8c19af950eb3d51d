"""Reading a query: a group of alternatives for every word, ready for any engine."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from search.analysis.compounds import split
from search.analysis.stem import stem
from search.analysis.synonyms import Match, Phrase, SynonymTable
from search.analysis.terms import parts_of
from search.analysis.tokens import Token, tokenise
from search.analysis.words import dutch, fold, function_words

MOST_WORDS = 16


class Source(StrEnum):
    WORD = "word"
    JOINED = "joined"
    APART = "apart"
    PART = "part"
    SYNONYM = "synonym"


@dataclass(frozen=True, slots=True)
class Weights:
    """How much an alternative weighs beside the word itself (1.0); zero switches it off."""

    joined: float = 1.0
    apart: float = 0.9
    part: float = 0.4
    synonym: float = 1.0


@dataclass(frozen=True, slots=True)
class Alternative:
    """A run of stems that counts as this word, with its weight; it may stand for ``span`` query words. Of
    those of one word the best in a document counts; only parts add up."""

    phrase: Phrase
    weight: float
    source: Source
    written: str = ""
    span: int = 1


@dataclass(slots=True)
class Group:
    """One word of the query with everything that counts as it; the word itself comes first. A ``function``
    word (de, hoe, kunnen) says little by itself."""

    written: str
    alternatives: list[Alternative] = field(default_factory=list)
    function: bool = False

    @property
    def word(self) -> Phrase:
        return self.alternatives[0].phrase

    def add(self, alternative: Alternative) -> None:
        """Add an alternative; of two with the same stems the heavier stays."""
        if alternative.weight <= 0:
            return
        for place, known in enumerate(self.alternatives):
            if known.phrase == alternative.phrase:
                if known.weight < alternative.weight:
                    self.alternatives[place] = alternative
                return
        self.alternatives.append(alternative)


@dataclass(frozen=True, slots=True)
class Words:
    """An analysed query. ``synonyms`` are the words searched as well, as they are written."""

    groups: tuple[Group, ...] = ()
    synonyms: tuple[str, ...] = ()

    @property
    def terms(self) -> set[str]:
        return {term for group in self.groups for one in group.alternatives for term in one.phrase}

    @property
    def phrase(self) -> Phrase:
        return tuple(group.word[0] for group in self.groups)


def analyse(text: str, table: SynonymTable, weights: Weights | None = None) -> Words:
    """The groups of a query of at most sixteen words; an empty tuple when it holds no word."""
    rules = weights or Weights()
    tokens = [token for token, _ in zip(tokenise(text), range(MOST_WORDS), strict=False)]
    stems = [stem(token.word) for token in tokens]
    groups = [
        Group(
            token.word,
            [Alternative((found,), 1.0, Source.WORD, token.word)],
            function=token.word in function_words(),
        )
        for token, found in zip(tokens, stems, strict=True)
    ]
    for place, token in enumerate(tokens):
        for alternative in (*_parts(token.word, rules), *_of_the_head(token.word, table, rules)):
            groups[place].add(alternative)
    for place, joined in _joined(tokens, rules):
        for group in groups[place : place + 2]:
            group.add(joined)
    matches = table.matches(tokens, stems) if rules.synonym else []
    for match in matches:
        for group in groups[match.start : match.end]:
            for alternative in _synonyms(match, rules):
                group.add(alternative)
    return Words(tuple(groups), _named(matches, tokens))


def _parts(word: str, rules: Weights) -> Iterator[Alternative]:
    parts = split(word)
    if len(parts) == 1:
        return
    for phrase in _apart(word):
        yield Alternative(phrase, rules.apart, Source.APART, " ".join(phrase))
    for part in parts:
        yield Alternative((stem(part.word),), rules.part / len(parts), Source.PART, part.word)


def _of_the_head(word: str, table: SynonymTable, rules: Weights) -> Iterator[Alternative]:
    """Synonyms of what a compound is a kind of: samenwerkingsovereenkomst, overeenkomst, convenant."""
    parts = split(word)
    if len(parts) > 1:
        for expansion in table.expansions((stem(parts[-1].word),)):
            weight = rules.synonym * expansion.weight * rules.part
            yield Alternative(expansion.phrase, weight, Source.SYNONYM, expansion.written)


def _apart(word: str) -> Iterator[Phrase]:
    """A compound written as two words: arbeidsmarktregio as arbeidsmarkt regio."""
    parts = split(word)
    for cut in range(1, len(parts)):
        left = parts[0].word if cut == 1 else word[: parts[cut].start]
        yield stem(left), stem(word[parts[cut].start :])


def _joined(tokens: list[Token], rules: Weights) -> Iterator[tuple[int, Alternative]]:
    """Two neighbours that make one compound: stage begeleiding, samenwerking verband, co-creatie."""
    for place, (left, right) in enumerate(pairwise(tokens)):
        found = [
            left.word + link + right.word
            for link in ("", "s")
            if (right.hyphen and not link)
            or any(part.start == len(left.word + link) for part in split(left.word + link + right.word))
        ]
        # Of both the one that the word list holds: samenwerkingsverband, not samenwerkingverband.
        for compound in sorted(found, key=lambda word: word not in dutch())[:1]:
            yield place, Alternative((stem(compound),), rules.joined, Source.JOINED, compound, span=2)


def _synonyms(match: Match, rules: Weights) -> Iterator[Alternative]:
    span = match.end - match.start
    for expansion in match.expansions:
        weight = rules.synonym * expansion.weight
        yield Alternative(expansion.phrase, weight, Source.SYNONYM, expansion.written, span)
        if len(expansion.phrase) == 1:
            for apart in _apart(fold(expansion.written)):
                yield Alternative(apart, weight * rules.apart, Source.SYNONYM, expansion.written, span)
        # A query that is part of a synonym may mean a part of the compound: labour market, arbeidsmarkt.
        parts = parts_of(fold(expansion.written)) if match.partly else ()
        for part in parts:
            yield Alternative((part,), weight * rules.part, Source.SYNONYM, part, span)


def _named(matches: list[Match], tokens: list[Token]) -> tuple[str, ...]:
    asked = {token.word for token in tokens}
    named = [
        expansion.written
        for match in matches
        for expansion in sorted(match.expansions, key=lambda one: -one.weight)
        if expansion.written.lower() not in asked
    ]
    return tuple(dict.fromkeys(named))
