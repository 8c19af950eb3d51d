"""Explains the words of the glossary where a text uses them for the first time."""

import re
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from accounts.viewer import Viewer
from casebook.models import GlossaryPage, Term

# What holds no running text, or is something to press or to be read by itself.
NOT_IN = {"a", "button", "dt", "h1", "h2", "h3", "h4", "script", "style", "svg", "th", "title"}
PIECE = re.compile(r"<(?P<end>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]*)[^>]*>|<[^>]*>|[^<]+")
NOTE = (
    '<span class="rb-term"><button type="button" aria-describedby="{anchor}">{word}</button>'
    '<span class="rb-term__note" role="tooltip" id="{anchor}">{explanation}</span></span>'
)


@dataclass(frozen=True)
class Glossary:
    """The terms by their spellings in small letters, and the pattern that finds any of them as a word."""

    terms: dict[str, Term]
    pattern: re.Pattern[str] | None

    @classmethod
    def of(cls, terms: dict[str, Term]) -> "Glossary":
        # The longest first: where “MBO Raad” stands, “raad” is not meant.
        words = "|".join(re.escape(word) for word in sorted(terms, key=len, reverse=True))
        pattern = re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE) if words else None
        return cls(terms, pattern)

    def explain(self, html: str) -> SafeString:
        """Put its explanation behind the first occurrence of each term in a piece of HTML."""
        if self.pattern is None:
            return mark_safe(html)  # noqa: S308
        told: set[str] = set()
        inside: list[str] = []

        def note(found: re.Match[str]) -> str:
            term = self.terms[found[0].lower()]
            if term.word in told:
                return found[0]
            told.add(term.word)
            return format_html(NOTE, anchor=term.anchor, word=found[0], explanation=term.explanation)

        pieces = []
        for piece in PIECE.finditer(html):
            tag = (piece["tag"] or "").lower()
            if tag in NOT_IN:
                if not piece["end"]:
                    inside.append(tag)
                elif inside:
                    inside.pop()
            elif not inside and not piece[0].startswith("<"):
                pieces.append(self.pattern.sub(note, piece[0]))
                continue
            pieces.append(piece[0])
        # What was HTML before, with notes whose parts were escaped.
        return mark_safe("".join(pieces))  # noqa: S308


@lru_cache(maxsize=4)
def glossary_of(version: str) -> Glossary:
    """The glossary of everybody, as long as the content stays as it is."""
    pages = GlossaryPage.objects.visible_to(Viewer.public())
    terms = {
        spelling.lower(): term for term in Term.objects.filter(page__in=pages) for spelling in term.spellings
    }
    return Glossary.of(terms)
