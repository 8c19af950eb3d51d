"""Function words: searched like all others, but they say less."""

from functools import cache
from importlib.resources import files


@cache
def function_words() -> frozenset[str]:
    """Folded words such as de, hoe and kunnen; English ones too."""
    text = files("search.analysis").joinpath("data/function_words.txt").read_text("utf-8")
    return frozenset(" ".join(line for line in text.splitlines() if not line.startswith("#")).split())
