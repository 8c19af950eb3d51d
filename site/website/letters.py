"""Invisible characters, and the folding of letters for comparing texts; plain Python."""

import re
import unicodedata

# Left between letters by Word, PDFs and e-mail: soft hyphens, marks without a width, word joiners and
# marks of direction. The joiners inside pictograms and some scripts (U+200C, U+200D) belong to the text.
_UNSEEN = "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
# Control characters, which XML and calendar files forbid.
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff"
# Word's line and page breaks, and Unicode's.
_BREAKS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_DROPPED = re.compile(f"[{_UNSEEN}{_CONTROLS}]")
# For the pattern of a word: invisible characters that may stand inside one.
UNSEEN_IN_WORDS = f"{_UNSEEN}\u200c\u200d"
APOSTROPHES = "’‘‛´`ʼ′"
_ACCENTS = re.compile("[\u0300-\u036f]")
_APOSTROPHES = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))


def cleaned(text: str, *, line_break: str = "\n") -> str:
    """The text without invisible characters; unusual line breaks become ``line_break``."""
    if text.isprintable() and text.isascii():
        return text
    return _DROPPED.sub("", _BREAKS.sub(line_break, text))


def folded(text: str) -> str:
    """The text for comparing: lower case, without accents, with one kind of apostrophe."""
    if text.isascii():
        return text.lower().replace("`", "'")
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", cleaned(text).translate(_APOSTROPHES))).lower()
