"""A document as every engine keeps it: its entry, its words as terms, and its text."""

from typing import NamedTuple

from django.utils import timezone

from search.analysis import ANALYSIS_VERSION
from search.analysis.terms import Terms, terms_of
from search.documents import Document
from search.engines import facets
from search.models import Entry

_SENTENCE_ENDS = (".", "!", "?", ":", "…", "”")


class Analysed(NamedTuple):
    """One page, ready to be written; the text is for the database alone."""

    entry: Entry
    terms: Terms
    text: str = ""

    @classmethod
    def of(cls, document: Document) -> "Analysed":
        terms = terms_of(document.title, (*document.tags, document.summary), document.body)
        entry = Entry(
            page_id=document.page_id,
            kind=document.kind,
            readers=" ".join(sorted(document.readers)),
            facets=facets.encode(document),
            dated=document.dated,
            checked=document.checked,
            visible_until=document.visible_until,
            length=terms.length,
            analysis_version=ANALYSIS_VERSION,
            indexed_at=timezone.now(),
        )
        return cls(entry, terms, _text(document))


def _text(document: Document) -> str:
    """What a passage is cut from: the body, then the names that belong to the page.

    A dot between two pieces of which the first is no sentence: a heading does not run into its text.
    """
    pieces = [" ".join(piece.split()) for piece in (*document.body.splitlines(), ", ".join(document.tags))]
    ended = [piece if piece.endswith(_SENTENCE_ENDS) else f"{piece} ·" for piece in pieces if piece]
    return " ".join(ended).removesuffix("·").rstrip()
