"""``/zoeken/``: one page that works by its address alone."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.viewer import viewer_of
from search import forms
from search.analysis.highlight import Marks, excerpt, mark
from search.domain.queries.find import Found, FoundHit, find, texts_of
from search.forms import MORE, SORTS, TEXT, Address, SearchRequest
from search.no_results import last_page, no_results_context
from search.port import Hit, Results, Sort
from search.registry import Facet, FacetLabel, Labels, Presentation, labels_of, shown_facets
from website.paging import pages_around, title_note

MOST_SYNONYMS = 8
# So many values of a facet stand open; the rest follows behind a link.
SHORT = 6


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Show what answers, with everything that narrows it; whatever the address says, a page comes."""
    asked = forms.read(request.GET, request.path)
    viewer = viewer_of(request)
    found = find(asked.query, viewer)
    total = found.total
    labels = labels_of(found.results.facets, *(one.hit.codes for one in found.hits))
    rows = _rows_of(found, labels, request)
    tags = _tags_of(asked)
    words = [pair for pair in asked.address.pairs if pair[0] == TEXT]
    context: dict[str, Any] = {
        "query": asked.query.text,
        "heading": _heading(asked, total),
        "degraded": found.results.degraded,
        "notice": {"lead": asked.notices[0], "text": " ".join(asked.notices[1:])} if asked.notices else None,
        "rows": [row for row in rows if not row["near"]],
        "near": [row for row in rows if row["near"]],
        "facets": _facets_of(asked, found.results, labels),
        "tags": tags,
        "title_note": title_note(asked.query.page, [tag["label"] for tag in tags]),
        "chosen_count": len(tags),
        "clear_url": Address(request.path).url(*words) if len(tags) > 1 else "",
        "sorts": _sorts(asked) if total > 1 else [],
        "synonyms": found.results.synonyms[:MOST_SYNONYMS],
        **pages_around(current=asked.query.page, last=last_page(total), address=asked.address.page),
    }
    if not rows:
        context["empty"] = no_results_context(asked, viewer, found.results, total)
    return render(request, "search/search_page.html", context)


def _heading(asked: SearchRequest, total: int) -> str:
    if not asked.query.text and not asked.query.filters:
        return ngettext("%(total)d page to search", "%(total)d pages to search", total) % {"total": total}
    return ngettext("%(total)d result", "%(total)d results", total) % {"total": total}


def _sorts(asked: SearchRequest) -> list[dict[str, Any]]:
    values = {sort: value for value, sort in SORTS.items()}
    every = [
        (Sort.BEST, "", _("Best match")),
        (Sort.NEWEST, values[Sort.NEWEST], _("Newest first")),
        (Sort.CHECKED, values[Sort.CHECKED], _("Last checked first")),
    ]
    # Without words nothing matches better than anything else.
    usable = every if asked.query.text else every[1:]
    return [
        {"value": value, "label": label, "chosen": asked.query.sort is sort} for sort, value, label in usable
    ]


def _facets_of(asked: SearchRequest, results: Results, labels: Labels) -> list[dict[str, Any]]:
    """Every facet with something to choose: the values with most results first, chosen ones always."""
    shown = (
        _facet(facet, asked, results.facets.get(facet.name, {}), labels[facet.name])
        for facet in shown_facets()
    )
    return [facet for facet in shown if facet]


def _tags_of(asked: SearchRequest) -> list[dict[str, Any]]:
    return [
        {
            "label": f"{label.sign} {label.label}".strip(),
            "url": asked.address.without(facet.param, code).url(),
        }
        for facet in shown_facets()
        for code, label in asked.chosen.get(facet.name, {}).items()
    ]


def _facet(
    facet: Facet, asked: SearchRequest, counts: Mapping[str, int], known: Mapping[str, FacetLabel]
) -> dict[str, Any] | None:
    chosen = asked.chosen.get(facet.name, {})
    labels = {**{code: label for code, label in known.items() if code in counts}, **chosen}
    if not labels:
        return None
    places = {code: place for place, code in enumerate(labels)}
    codes = sorted(labels, key=lambda code: (code not in chosen, -counts.get(code, 0), places[code]))
    everything = facet.param in asked.opened
    visible = codes if everything else codes[: max(SHORT, len(chosen))]
    facet_shown: dict[str, Any] = {
        "name": facet.param,
        "title": facet.label,
        "options": [
            {
                "value": code,
                "label": labels[code].label,
                "code": labels[code].sign,
                "count": counts.get(code, 0),
                "chosen": code in chosen,
            }
            for code in visible
        ],
    }
    if len(visible) < len(codes):
        facet_shown["more"] = {
            "title": _("All %(number)d") % {"number": len(codes)},
            "url": asked.address.url((MORE, facet.param)),
        }
    return facet_shown


def _rows_of(found: Found, labels: Labels, request: HttpRequest) -> list[dict[str, Any]]:
    marks = Marks.of(found.results.phrases)
    rows = {one.page.pk: _row(one, labels, marks, request) for one in found.hits}
    # Where neither title nor summary says why a page was found, its text does.
    silent = [
        pk for pk, row in rows.items() if not row["near"] and "<mark>" not in f"{row['title']}{row['text']}"
    ]
    for page_id, text in (texts_of(silent) if silent and found.results.phrases else {}).items():
        rows[page_id]["passage"] = _safe(excerpt(text, marks.spans(text)))
    return list(rows.values())


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
        {"code": label.sign, "title": label.label}
        for name, codes in hit.codes.items()
        for code, label in labels.get(name, {}).items()
        if label.sign and code in codes
    ]


def _safe(html: str) -> str:
    # Escaped piece by piece before the marks were put around them.
    return mark_safe(html)  # noqa: S308
