"""Marks: showing where a text holds what was asked, with the analyser that found it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from search.analysis.stem import stem
from search.analysis.synonyms import Phrase
from search.analysis.terms import parts_of
from search.analysis.tokens import Token, tokenise

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marks:
    """What to mark: single stems, and runs of stems by their first."""

    single: frozenset[str]
    runs: dict[str, tuple[Phrase, ...]]

    @classmethod
    def of(cls, phrases: Iterable[Phrase]) -> "Marks":
        kept = set(phrases)
        firsts = {phrase[0] for phrase in kept if len(phrase) > 1}
        return cls(
            frozenset(phrase[0] for phrase in kept if len(phrase) == 1),
            {first: tuple(run for run in kept if len(run) > 1 and run[0] == first) for first in firsts},
        )

    def spans(self, text: str) -> list[Span]:
        """Where in ``text`` whole words are to be marked, neighbours as one."""
        tokens = list(tokenise(text))
        stems = [stem(token.word) for token in tokens]
        found: list[Span] = []
        for place, token in enumerate(tokens):
            end = self._end_of_run(place, stems, tokens)
            if not end and not (
                stems[place] in self.single or self.single.intersection(parts_of(token.word))
            ):
                continue
            span = (token.start, end or token.end)
            if found and (span[0] <= found[-1][1] or text[found[-1][1] : span[0]].isspace()):
                found[-1] = (found[-1][0], max(found[-1][1], span[1]))
            else:
                found.append(span)
        return found

    def _end_of_run(self, place: int, stems: Sequence[str], tokens: Sequence[Token]) -> int:
        ends = [
            tokens[place + len(run) - 1].end
            for run in self.runs.get(stems[place], ())
            if tuple(stems[place : place + len(run)]) == run
        ]
        return max(ends, default=0)


def mark(text: str, spans: Iterable[Span]) -> str:
    """``text`` as HTML, escaped, with ``<mark>`` around the spans."""
    pieces: list[str] = []
    at = 0
    for start, end in spans:
        pieces += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return "".join([*pieces, escape(text[at:])])


def excerpt(text: str, spans: Sequence[Span], *, width: int = 220) -> str:
    """The stretch of about ``width`` characters with the most marks, cut between words, as HTML with its
    marks and dots where it was cut; empty without marks."""
    if not spans:
        return ""
    best = max(spans, key=lambda one: sum(end <= one[0] + width for start, end in spans if start >= one[0]))
    start = max(best[0] - width // 5, 0)
    end = min(start + width, len(text))
    if start:
        blank = text.find(" ", start, best[0])
        start = blank + 1 if blank >= 0 else best[0]
    if end < len(text):
        blank = text.rfind(" ", best[1], end)
        end = blank if blank >= 0 else max(end, best[1])
    inside = [(a - start, b - start) for a, b in spans if a >= start and b <= end]
    body = mark(text[start:end].replace("\n", " "), inside)
    return f"{'… ' if start else ''}{body}{' …' if end < len(text) else ''}"
