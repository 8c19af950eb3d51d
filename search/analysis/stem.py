"""Stemming: Kraaij-Pohlmann (PyStemmer), kept from its mistakes by the word list and an override list."""

import threading
from functools import cache, lru_cache

import Stemmer

from search.analysis.compounds import LONGEST_COMPOUND, split
from search.analysis.words import data_lines, dutch

_local = threading.local()
_VOWELS = "aeiou"
_HARD = "tkfschpx"
_FOREIGN_BEFORE_S = "abcdefghklmnoprtwy"
_HARDENED = {"z": "s", "v": "f"}
# Verbs keep their sense apart from these: meeliften is stemmed as mee + liften.
_PARTICLES = frozenset(
    {"aan", "achter", "af", "bij", "door", "in", "mede", "mee", "na", "om", "onder", "op", "over"}
    | {"samen", "tegen", "terug", "toe", "uit", "vast", "voor", "voort", "weg"}
)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a folded word; of a compound, the stem of its last part."""
    listed = _overrides().get(word)
    if listed is not None:
        return listed
    if not 3 < len(word) <= LONGEST_COMPOUND or not word.isascii() or not word.isalpha():
        return word
    parts = split(word)
    if len(parts) > 1:
        return word[: parts[-1].start] + stem(word[parts[-1].start :])
    return _inflected(word) or _base(word)


def _inflected(word: str) -> str | None:
    """The stem of the base that the word list holds: beelden, grenzen, regeling, neemt."""
    words = dutch()
    if word.endswith("ingen"):
        return stem(word[:-2])
    if word.endswith("ieen"):
        return _base(word[:-2])
    if word.endswith("en") and len(word) > 4:
        return _unflexed(word[:-2], shortest=3)
    if word.endswith("e") and word + "re" in words:
        # An adjective, for it has a comparative: kleine, kleinere.
        return _unflexed(word[:-1], shortest=2)
    if word.endswith("ing") and len(word) > 7:
        return _unflexed(word[:-3], shortest=5)
    if word.endswith("s") and len(word) > 4 and not _keeps_s(word):
        if word[:-1] in words:
            return stem(word[:-1])
        if word not in words and word[-2] in _FOREIGN_BEFORE_S:
            # No Dutch word: most likely an English plural (programmes).
            return word[:-1]
    if word.endswith("t") and not _keeps_t(word):
        core = word[:-1]
        if core in words and (core[-1] == "d" or any(form in words for form in _infinitives(core))):
            return _base(core)
    return None


def _unflexed(form: str, *, shortest: int) -> str | None:
    words = dutch()
    if len(form) < shortest:
        return None
    final = _HARDENED.get(form[-1])
    if final:
        candidates = [_lengthened(form[:-1] + final), form[:-1] + final]
    elif form[-1] == form[-2] and form[-1] not in _VOWELS:
        candidates = [form[:-1]]
    elif form + "t" in words and form.endswith(("el", "er", "em", "en")):
        return _base(form)
    else:
        candidates = [_lengthened(form), form]
    return next((_base(base) for base in candidates if base and base in words), None)


def _lengthened(form: str) -> str | None:
    """The vowel doubled that an open syllable wrote once: del (in delen) is deel."""
    if len(form) > 2 and form[-1] not in _VOWELS and form[-2] in "aeou" and form[-3] not in _VOWELS:
        return form[:-1] + form[-2] + form[-1]
    return None


def _infinitives(core: str) -> list[str]:
    """How a verb with this first person could be written in full: deel, delen; leef, leven; pak, pakken."""
    short = core[:-2] + core[-1] if core[-2:-1] == core[-3:-2] else core
    soft = {"f": "v", "s": "z"}.get(core[-1])
    forms = [core + "en", core + core[-1] + "en", short + "en"]
    if soft:
        forms += [core[:-1] + soft + "en", short[:-1] + soft + "en"]
    return forms


def _keeps_s(word: str) -> bool:
    """Whether the last s belongs to the word: grens, kans, business."""
    words = dutch()
    return word.endswith("ss") or word + "en" in words or word[:-1] + "zen" in words


def _keeps_t(word: str) -> bool:
    """Whether the last t belongs to the word: markt has markten and no markte, kort has kortere."""
    words = dutch()
    return word + "ere" in words or (word + "en" in words and word + "e" not in words)


def _base(word: str) -> str:
    """The stem of a word without an inflection that the word list can undo."""
    listed = _overrides().get(word)
    if listed is not None:
        return listed
    if (word.endswith("s") and _keeps_s(word)) or (word.endswith("t") and _keeps_t(word)):
        return word
    return _participle(word) or _separable(word) or _guarded(word)


def _participle(word: str) -> str | None:
    """The verb of a regular participle: samengewerkt is samenwerk, gedeelde is deel."""
    words = dutch()
    form = word[:-1] if word.endswith(("de", "te")) else word
    at = form.find("ge")
    if at < 0 or not form.endswith(("d", "t")) or (at and form[:at] not in _PARTICLES):
        return None
    core = form[at + 2 : -1]
    if form[-1] == "d" and core + "d" in words and core + "den" in words:
        core += "d"
    elif form[-1] == "t" and core[-1:] not in _HARD:
        return None
    if len(core) < 3 or core not in words or not any(verb in words for verb in _infinitives(core)):
        return None
    return form[:at] + _guarded(core)


def _separable(word: str) -> str | None:
    for particle in _PARTICLES:
        rest = word.removeprefix(particle)
        if len(rest) >= 4 and rest != word and rest in dutch():
            return particle + stem(rest)
    return None


def _guarded(word: str) -> str:
    """The algorithm's stem, unless it took a ``ge`` that is no participle's: be-ge-leiding, werk-ge-ver."""
    at = word.find("ge") + 2
    found = kraaij_pohlmann(word)
    if at > 1 and not found.startswith(word[:at]):
        tail = word[at:]
        return word[:at] + (kraaij_pohlmann(tail) if len(tail) > 3 else tail)
    return found


def kraaij_pohlmann(word: str) -> str:
    """The bare algorithm; a stemmer object is not safe to share between threads."""
    stemmer = getattr(_local, "stemmer", None)
    if stemmer is None:
        stemmer = _local.stemmer = Stemmer.Stemmer("dutch", maxCacheSize=0)
    return str(stemmer.stemWord(word))


@cache
def _overrides() -> dict[str, str]:
    return dict(line.split("\t") for line in data_lines("stems.tsv"))
