"""The terms of a document: stems in order, and the parts of its compounds beside them."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from search.analysis.compounds import split
from search.analysis.stem import stem
from search.analysis.tokens import Token, tokenise

# Two blanks between terms, one around all: then " term " is counted rightly by str.count.
GAP = "  "


class Terms(NamedTuple):
    """What an engine stores of one document; each a string of terms parted by GAP."""

    title: str
    tags: str
    body: str
    title_parts: str
    body_parts: str

    @property
    def length(self) -> int:
        return self.body.count(GAP) + bool(self.body)


def terms_of(title: str, tags: Iterable[str], body: str) -> Terms:
    """The terms of a document. The parts of tags stand with those of the body."""
    titled, tagged, said = (list(tokenise(text)) for text in (title, "\n".join(tags), body))
    return Terms(
        title=_stems(titled),
        tags=_stems(tagged),
        body=_stems(said),
        title_parts=_parts(titled),
        body_parts=_parts([*tagged, *said]),
    )


@lru_cache(maxsize=100_000)
def parts_of(word: str) -> tuple[str, ...]:
    """Stems of the parts of a folded word, and of what neighbouring parts make together."""
    parts = split(word)
    if len(parts) == 1:
        return ()
    runs = [(first, last) for first in range(len(parts)) for last in range(first, len(parts))]
    found = [
        stem(word[parts[first].start : parts[last].start] + parts[last].word)
        for first, last in sorted(runs, key=lambda run: run[1] - run[0])
    ]
    own = stem(word)
    return tuple(dict.fromkeys(part for part in found if part != own))


def _stems(tokens: Iterable[Token]) -> str:
    return GAP.join(stem(token.word) for token in tokens)


def _parts(tokens: Iterable[Token]) -> str:
    found: list[str] = []
    previous = ""
    for token in tokens:
        found.extend(parts_of(token.word))
        if token.hyphen and previous:
            # co-creatie is found as cocreatie too, mbo-instelling as mboinstelling.
            found.append(stem(previous + token.word))
        previous = token.word
    return GAP.join(found)
