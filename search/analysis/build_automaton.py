"""Building the automaton of a word list: minimal, for words that come in order."""

import sys
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

from search.analysis.words import _FINAL, _LAST, _SHIFT


@dataclass(slots=True)
class _Node:
    final: bool = False
    edges: dict[str, "_Node"] = field(default_factory=dict)

    def shape(self) -> tuple[object, ...]:
        return (self.final, *((letter, id(node)) for letter, node in self.edges.items()))


def build(words: Iterable[str]) -> bytes:
    """The bytes of the automaton for ``words`` (a–z only, sorted), as :class:`WordList` reads them."""
    root = _minimal(words)
    starts, order = _layout(root)
    edges = array("I")
    for node in order:
        last = len(node.edges) - 1
        for number, (letter, target) in enumerate(node.edges.items()):
            value = (starts[id(target)] << _SHIFT) | (ord(letter) - 96)
            value |= (_FINAL if target.final else 0) | (_LAST if number == last else 0)
            edges.append(value)
    if sys.byteorder == "big":
        edges.byteswap()
    return edges.tobytes()


def _minimal(words: Iterable[str]) -> _Node:
    root = _Node()
    path: list[tuple[_Node, str]] = []
    known: dict[tuple[object, ...], _Node] = {}
    previous = ""

    def settle(down_to: int) -> None:
        while len(path) > down_to:
            parent, letter = path.pop()
            node = parent.edges[letter]
            parent.edges[letter] = known.setdefault(node.shape(), node)

    for word in words:
        if word <= previous:
            raise ValueError(f"Words must come in order: {previous!r}, {word!r}.")
        shared = 0
        while shared < min(len(word), len(previous)) and word[shared] == previous[shared]:
            shared += 1
        settle(shared)
        node = path[-1][0].edges[path[-1][1]] if path else root
        for letter in word[shared:]:
            node.edges[letter] = _Node()
            path.append((node, letter))
            node = node.edges[letter]
        node.final = True
        previous = word
    settle(0)
    return root


def _layout(root: _Node) -> tuple[dict[int, int], list[_Node]]:
    # A node without edges gets start 0, which no edge can lead to otherwise: 0 is the root.
    starts: dict[int, int] = {}
    order: list[_Node] = []
    size = 0
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in starts:
            continue
        if not node.edges:
            starts[id(node)] = 0
            continue
        starts[id(node)] = size
        size += len(node.edges)
        order.append(node)
        waiting.extend(node.edges.values())
    return starts, order
