"""Rows: hits as the search page draws them, marked where they answer."""

from typing import Any

from django.http import HttpRequest
from django.utils.safestring import mark_safe

from search.analysis.highlight import Marks, excerpt, mark
from search.domain.queries.find import Found, FoundHit
from search.registry import Presentation


def rows_of(found: Found, request: HttpRequest) -> list[dict[str, Any]]:
    """What the row component needs of every hit, in order."""
    marks = Marks.of(found.results.phrases)
    return [_row(hit, marks, request) for hit in found.hits]


def _row(found: FoundHit, marks: Marks, request: HttpRequest) -> dict[str, Any]:
    page, findable = found.page, found.findable
    shown = findable.present(page) if findable.present else Presentation()
    in_title, in_summary = marks.spans(page.title), marks.spans(page.summary)
    return {
        "near": found.hit.near,
        "url": page.get_url(request),
        "title": _safe(mark(page.title, in_title)),
        "text": _safe(mark(page.summary, in_summary)),
        # Where neither title nor summary says why it was found, the text of the page does.
        "passage": "" if in_title or in_summary or found.hit.near else _safe(_passage(found, marks)),
        "kind": {"icon": findable.icon, "name": findable.label} if findable.icon else None,
        "shape": shown.outline,
        "state": shown.outline_state,
        "who": ", ".join(part for part in (shown.who, shown.note) if part),
        "knots": [{"code": sign.code, "label": sign.label} for sign in shown.signs],
        "facts": [{"term": term, "value": value} for term, value in shown.facts],
    }


def _passage(found: FoundHit, marks: Marks) -> str:
    document = found.findable.build(found.page)
    text = " ".join(document.body.split())
    return excerpt(text, marks.spans(text)) or excerpt(tags := ", ".join(document.tags), marks.spans(tags))


def _safe(html: str) -> str:
    # Escaped piece by piece before the marks were put around them.
    return mark_safe(html)  # noqa: S308
