"""Rows: hits as the search page draws them, marked where they answer."""

from typing import Any

from django.http import HttpRequest
from django.utils.safestring import mark_safe

from search.analysis.highlight import Marks, excerpt, mark
from search.domain.queries.find import Found, FoundHit, texts_of
from search.facet_labels import Labels
from search.port import Hit
from search.registry import Presentation


def rows_of(found: Found, labels: Labels, request: HttpRequest) -> list[dict[str, Any]]:
    """What the row component needs of every hit, in order."""
    marks = Marks.of(found.results.phrases)
    rows = {one.page.pk: _row(one, labels, marks, request) for one in found.hits}
    # Where neither title nor summary says why a page was found, its text does.
    silent = [one.page.pk for one in found.hits if not one.hit.near and not _says_why(rows[one.page.pk])]
    for page_id, text in (texts_of(silent) if silent and found.results.phrases else {}).items():
        rows[page_id]["passage"] = _safe(excerpt(text, marks.spans(text)))
    return list(rows.values())


def _says_why(row: dict[str, Any]) -> bool:
    return "<mark>" in row["title"] or "<mark>" in row["text"]


def _row(found: FoundHit, labels: Labels, marks: Marks, request: HttpRequest) -> dict[str, Any]:
    page, findable = found.page, found.findable
    shown = findable.present(page) if findable.present else Presentation()
    return {
        "near": found.hit.near,
        "url": page.get_url(request),
        "title": _safe(mark(page.title, marks.spans(page.title))),
        "text": _safe(mark(page.summary, marks.spans(page.summary))),
        "passage": "",
        "kind": {"icon": findable.icon, "name": findable.label} if findable.icon else None,
        "shape": shown.outline,
        "state": shown.outline_state,
        "who": ", ".join(part for part in (shown.who, shown.note) if part),
        "obstacle_links": _obstacle_links(found.hit, labels),
        "facts": [{"term": term, "value": value} for term, value in shown.facts],
    }


def _obstacle_links(hit: Hit, labels: Labels) -> list[dict[str, str]]:
    """The signs of a hit, in their own order; of what may not be read there is no label, so no sign."""
    return [
        {"code": label.sign, "label": label.label}
        for name, codes in hit.codes.items()
        for code, label in labels.get(name, {}).items()
        if label.sign and code in codes
    ]


def _safe(html: str) -> str:
    # Escaped piece by piece before the marks were put around them.
    return mark_safe(html)  # noqa: S308
