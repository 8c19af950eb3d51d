"""The Dutch word list, as an automaton that shares beginnings and endings: 4 bytes an edge."""

import sys
from array import array
from functools import cache
from importlib.resources import files

# An edge: the letter (5 bits), whether a word ends here, whether it is the last of its node,
# and where the next node begins (25 bits).
_FINAL, _LAST, _SHIFT = 0x20, 0x40, 7


class WordList:
    """A set of words of the letters a–z, read-only."""

    def __init__(self, edges: "array[int]") -> None:
        self._edges = edges

    def __contains__(self, word: str) -> bool:
        return len(word) in self.ends(word, 0)

    def ends(self, text: str, start: int) -> list[int]:
        """Every position where a word that begins at ``start`` ends."""
        edges, node = self._edges, 0
        found: list[int] = []
        for position in range(start, len(text)):
            letter = ord(text[position]) - 96
            if not 0 < letter < 27:
                break
            edge = edges[node]
            while edge & 31 != letter:
                if edge & _LAST:
                    return found
                node += 1
                edge = edges[node]
            if edge & _FINAL:
                found.append(position + 1)
            node = edge >> _SHIFT
            if not node:
                break
        return found


@cache
def dutch() -> WordList:
    """The shipped list, read at first use."""
    edges = array("I")
    edges.frombytes(files("search.analysis").joinpath("data/dutch.dawg").read_bytes())
    if sys.byteorder == "big":
        edges.byteswap()
    return WordList(edges)
