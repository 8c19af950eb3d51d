"""Building the data files from a Dutch word list: ``python -m search.analysis.build_data LIST``.

Counts in how many words of the list every form is a first or last part. Counting again with only
the splits that the first count prefers takes away what chance brought (bes-luit), three times.
"""

import re
import sys
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from search.analysis.compounds import (
    SHORTEST_COMPOUND,
    SHORTEST_PART,
    Families,
    segment,
    splitting_rules,
)
from search.analysis.words import _FINAL, _LAST, _SHIFT, WordList, fold

_LETTERS = re.compile(r"[a-z]{2,}")
_LINKS = ("", "s", "e", "en", "n")
_ROUNDS = 3
# A node of the automaton: whether a word ends here, and the letters that follow, with their nodes. Nodes of
# the same shape are one object.
Node = tuple[bool, tuple[tuple[str, Any], ...]]


def read_words(path: Path) -> list[str]:
    """The common words of a list, folded and in order; names, which begin with a capital, stay out."""
    with path.open(encoding="utf-8") as lines:
        folded = {fold(line.strip()) for line in lines if not line[:1].isupper()}
    return sorted(word for word in folded if _LETTERS.fullmatch(word))


def automaton(words: Sequence[str]) -> bytes:
    """The smallest automaton of ``words`` (a–z only, sorted, each once), as :class:`WordList` reads it."""
    order, starts = _places(_node(words, 0, {}))
    edges = array("I")
    for node in order:
        for number, (letter, target) in enumerate(node[1], start=1):
            flags = (_FINAL if target[0] else 0) | (_LAST if number == len(node[1]) else 0)
            edges.append((starts[id(target)] << _SHIFT) | flags | (ord(letter) - 96))
    if sys.byteorder == "big":
        edges.byteswap()
    return edges.tobytes()


def _node(words: Sequence[str], depth: int, known: dict[tuple[object, ...], Node]) -> Node:
    """The node of words that begin with the same ``depth`` letters."""
    final = len(words[0]) == depth
    groups = groupby(words[1:] if final else words, key=lambda word: word[depth])
    edges = tuple((letter, _node(list(group), depth + 1, known)) for letter, group in groups)
    shape = (final, *((letter, id(target)) for letter, target in edges))
    return known.setdefault(shape, (final, edges))


def _places(root: Node) -> tuple[list[Node], dict[int, int]]:
    """The nodes with edges in the order to write them in, and where the edges of each node begin."""
    # A node without edges gets start 0, which no edge can lead to otherwise: 0 is the root.
    starts: dict[int, int] = {}
    order: list[Node] = []
    size = 0
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in starts:
            continue
        starts[id(node)] = size if node[1] else 0
        size += len(node[1])
        if node[1]:
            order.append(node)
        waiting.extend(target for _letter, target in node[1])
    return order, starts


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
    words: list[str], families: Families, listed: WordList
) -> tuple[Counter[str], Counter[str]]:
    """A later count: of every word only the cuts that ``families`` prefers."""
    first: Counter[str] = Counter()
    last: Counter[str] = Counter()
    for word in words:
        if len(word) < SHORTEST_COMPOUND:
            continue
        cuts = segment(word, families, listed)
        for number, cut in enumerate(cuts):
            first[word[(cuts[number - 1] if number else 0) : cut]] += 1
            if number:
                first[word[:cut]] += 1
        for cut in cuts:
            if cut == cuts[-1] or word[cut:] in listed:
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
    dawg = automaton(words)
    rules = splitting_rules()
    first, last = count_all(words, rules["never_first"])
    for _ in range(_ROUNDS):
        families = Families(first, last, **rules, size=len(words))
        first, last = count_preferred(words, families, WordList.of(dawg))
    (target / "dutch.dawg").write_bytes(dawg)
    rows = [f"{form}\t{first[form]}\t{last[form]}" for form in sorted(first.keys() | last.keys())]
    (target / "families.tsv").write_text("\n".join([f"words\t{len(words)}", *rows, ""]), "ascii")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).parent / "data")
