"""Folding: one spelling for words that differ only in case or accents."""

import unicodedata


def fold(word: str) -> str:
    """The word in lower case without accents: ``Coördinatoren`` becomes ``coordinatoren``."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
