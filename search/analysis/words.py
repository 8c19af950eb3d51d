"""Words: one spelling for each, the Dutch word list, the function words, and the other data files."""

import sys
import unicodedata
from array import array
from functools import cache
from importlib.resources import files

DATA = files("search.analysis").joinpath("data")

# An edge: the letter (5 bits), whether a word ends here, whether it is the last of its node,
# and where the next node begins (25 bits).
_FINAL, _LAST, _SHIFT = 0x20, 0x40, 7


def fold(word: str) -> str:
    """The word in lower case without accents: ``Coördinatoren`` becomes ``coordinatoren``."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    # Soft hyphens and marks without a width are in the category Cf.
    return "".join(
        char for char in decomposed if not unicodedata.combining(char) and unicodedata.category(char) != "Cf"
    )


class WordList:
    """Words of the letters a–z, as an automaton that shares beginnings and endings: 4 bytes an edge."""

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

    @classmethod
    def of(cls, data: bytes) -> "WordList":
        """The list of an automaton file, whose edges are little-endian."""
        edges = array("I", data)
        if sys.byteorder == "big":
            edges.byteswap()
        return cls(edges)


@cache
def dutch() -> WordList:
    return WordList.of(DATA.joinpath("dutch.dawg").read_bytes())


def data_lines(name: str) -> list[str]:
    """The lines of a data file without blank lines and comments."""
    lines = DATA.joinpath(name).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@cache
def function_words() -> frozenset[str]:
    """Folded words such as de, hoe and kunnen; English ones too. They are searched like all others, but say
    less."""
    return frozenset(" ".join(data_lines("function_words.txt")).split())
