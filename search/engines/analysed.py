"""A document as every engine keeps it: its words as terms, its facets as lines."""

from dataclasses import dataclass
from datetime import date, datetime

from search.analysis.terms import Terms, terms_of
from search.documents import Document
from search.engines import facets


@dataclass(frozen=True, slots=True)
class Analysed:
    """One page, ready to be written. ``facets`` are the lines of :func:`search.engines.facets.encode`."""

    page_id: int
    terms: Terms
    facets: str
    readers: tuple[str, ...]
    dated: date | None
    checked: date | None
    visible_until: datetime | None

    @classmethod
    def of(cls, document: Document) -> "Analysed":
        return cls(
            page_id=document.page_id,
            terms=terms_of(document.title, (*document.tags, document.summary), document.body),
            facets=facets.encode(document),
            readers=tuple(sorted(document.readers)),
            dated=document.dated,
            checked=document.checked,
            visible_until=document.visible_until,
        )
