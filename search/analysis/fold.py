"""Folding: one spelling for words that differ only in case, accents or what nobody sees."""

import unicodedata


def fold(word: str) -> str:
    """The word in lower case without accents: ``Coördinatoren`` becomes ``coordinatoren``."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    # Soft hyphens and marks without a width are in the category Cf.
    return "".join(
        char for char in decomposed if not unicodedata.combining(char) and unicodedata.category(char) != "Cf"
    )
