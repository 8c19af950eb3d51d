"""Building the data files from a Dutch word list: ``python -m search.analysis.build_families LIST``.

Counts in how many words of the list every form is a first or last part. Counting again with only
the splits that the first count prefers takes away what chance brought (bes-luit), three times.
"""

import re
import sys
import tomllib
from array import array
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from search.analysis.build_automaton import build
from search.analysis.compounds import SHORTEST_COMPOUND, SHORTEST_PART, Families, segment
from search.analysis.fold import fold
from search.analysis.words import WordList

_LETTERS = re.compile(r"[a-z]{2,}")
_LINKS = ("", "s", "e", "en", "n")
_ROUNDS = 3


def read_words(path: Path) -> list[str]:
    """The common words of a list, folded and in order; names, which begin with a capital, stay out."""
    with path.open(encoding="utf-8") as lines:
        folded = {fold(line.strip()) for line in lines if not line[:1].isupper()}
    return sorted(word for word in folded if _LETTERS.fullmatch(word))


def count_all(words: list[str], never_first: frozenset[str]) -> tuple[Counter[str], Counter[str]]:
    """The first count: every cut at which both sides are words of the list."""
    first: Counter[str] = Counter()
    last: Counter[str] = Counter()
    listed = set(words)
    for word in words:
        for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            if word[cut:] in listed:
                for base in _bases(word[:cut], listed):
                    last[word[cut:]] += 1
                    if base not in never_first:
                        first[word[:cut]] += 1
    return first, last


def count_preferred(
    words: list[str], families: Families, automaton: WordList
) -> tuple[Counter[str], Counter[str]]:
    """A later count: of every word only the cuts that ``families`` prefers."""
    first: Counter[str] = Counter()
    last: Counter[str] = Counter()
    for word in words:
        if len(word) < SHORTEST_COMPOUND:
            continue
        cuts = segment(word, families, automaton)
        for number, cut in enumerate(cuts):
            first[word[(cuts[number - 1] if number else 0) : cut]] += 1
            if number:
                first[word[:cut]] += 1
        for cut in cuts:
            if cut == cuts[-1] or word[cut:] in automaton:
                last[word[cut:]] += 1
    return first, last


def _bases(form: str, listed: set[str]) -> Iterator[str]:
    for link in _LINKS:
        base = form.removesuffix(link) if link else form
        if len(base) >= SHORTEST_PART and (not link or base != form) and base in listed:
            yield base


def main(word_list: Path, target: Path) -> None:
    """Write ``dutch.dawg`` and ``families.tsv`` into ``target``."""
    words = read_words(word_list)
    automaton_bytes = build(words)
    edges = array("I")
    edges.frombytes(automaton_bytes)
    if sys.byteorder == "big":
        edges.byteswap()
    automaton = WordList(edges)
    told = tomllib.loads((target / "splitting.toml").read_text("utf-8"))
    rules = {name: frozenset(values) for name, values in told.items()}
    first, last = count_all(words, rules["never_first"])
    for _ in range(_ROUNDS):
        families = Families(
            first, last, rules["never_first"], rules["never_last"], rules["short"], len(words)
        )
        first, last = count_preferred(words, families, automaton)
    (target / "dutch.dawg").write_bytes(automaton_bytes)
    rows = [f"{form}\t{first[form]}\t{last[form]}" for form in sorted(first.keys() | last.keys())]
    (target / "families.tsv").write_text("\n".join([f"words\t{len(words)}", *rows, ""]), "ascii")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).parent / "data")
