"""``/zoeken/``: one page that works by its address alone."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.viewer import viewer_of
from search.domain.queries.find import find
from search.facet_labels import labels_of
from search.forms import search_form
from search.forms.search_form import SORTS, SearchRequest
from search.port import Sort
from search.views.facet_context import facets_of, tags_of
from search.views.no_results import no_results_context
from search.views.paging import paging_of
from search.views.rows import rows_of

MOST_SYNONYMS = 8


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Show what answers, with everything that narrows it; whatever the address says, a page comes."""
    asked = search_form.read(request.GET, request.path)
    viewer = viewer_of(request)
    found = find(asked.query, viewer)
    total = found.total
    labels = labels_of(found.results.facets, *(one.hit.codes for one in found.hits))
    rows = rows_of(found, labels, request)
    tags = tags_of(asked)
    context: dict[str, Any] = {
        "query": asked.query.text,
        "heading": _heading(asked, total),
        "degraded": found.results.degraded,
        "notice": {"lead": asked.notices[0], "text": " ".join(asked.notices[1:])} if asked.notices else None,
        "rows": [row for row in rows if not row["near"]],
        "near": [row for row in rows if row["near"]],
        "facets": facets_of(asked, found.results, labels),
        "tags": tags,
        "chosen_count": len(tags),
        "clear_url": asked.address.only(["q"]).url() if len(tags) > 1 else "",
        "sorts": _sorts(asked) if total > 1 else [],
        "synonyms": found.results.synonyms[:MOST_SYNONYMS],
        **paging_of(asked.address, asked.query.page, total),
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
