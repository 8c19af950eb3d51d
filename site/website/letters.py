"""Letters that nobody sees, and letters that are the same to who looks for them; plain Python."""

import re
import unicodedata

# What Word, PDFs and e-mail leave between letters: soft hyphens, marks without a width, word joiners and
# marks of direction. The joiners inside pictograms and some scripts (U+200C, U+200D) belong to the text.
_UNSEEN = "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
# No text holds these, and neither XML nor a calendar file may.
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff"
# Word's line and page breaks, and Unicode's.
_BREAKS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_DROPPED = re.compile(f"[{_UNSEEN}{_CONTROLS}]")
# For a pattern of a word: what may stand in the middle of one without being seen.
UNSEEN_IN_WORDS = f"{_UNSEEN}\u200c\u200d"
APOSTROPHES = "’‘‛´`ʼ′"
_ACCENTS = re.compile("[\u0300-\u036f]")
_APOSTROPHES = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))


def cleaned(text: str, *, line_break: str = "\n") -> str:
    """The text without what cannot be seen in it; odd breaks become ``line_break``."""
    if text.isprintable() and text.isascii():
        return text
    return _DROPPED.sub("", _BREAKS.sub(line_break, text))


def folded(text: str) -> str:
    """The text for comparing: small letters without accents, and one kind of apostrophe."""
    if text.isascii():
        return text.lower().replace("`", "'")
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", cleaned(text).translate(_APOSTROPHES))).lower()
