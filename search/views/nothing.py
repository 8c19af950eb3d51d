"""Nothing to show: what to let go of, and what lies near."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.viewer import Viewer
from search.domain.engines import searcher
from search.forms.address import TEXT, Address
from search.forms.asked import Asked
from search.port import Query, Results
from search.shown_facets import labels_of, shown_facets
from search.views.paging import last_page

MOST_WAYS = 4


def nothing_here(asked: Asked, viewer: Viewer, total: int) -> dict[str, Any]:
    """The lead, and ways on, for a page without rows."""
    if total:
        last = last_page(total)
        return {
            "lead": _("Page %(page)d does not exist.") % {"page": asked.query.page},
            "text": ngettext("There is %(last)d page.", "There are %(last)d pages.", last) % {"last": last},
            "ways": [
                {"title": _("To the first page"), "url": asked.address.page(1)},
                {"title": _("To the last page"), "url": asked.address.page(last)},
            ][: min(last, 2)],
        }
    search = searcher()
    wide = search.search(replace(asked.query, filters={}, page=1, size=1), viewer)
    ways = [*_without_a_filter(asked, viewer), *_word_by_word(asked, viewer), *_near(asked, wide)]
    if not wide.total:
        ways += _near(asked, search.search(Query(size=1), viewer))
    if asked.query.filters:
        text = _("Let go of a filter.")
    elif len(asked.query.text.split()) > 1:
        text = _("Search for one word.")
    else:
        text = _("Try another word for it.")
    if not wide.total and ways:
        text = " ".join([text, _("Or start from what is met most:")])
    return {"lead": _("Nothing found."), "text": text, "ways": ways}


def _without_a_filter(asked: Asked, viewer: Viewer) -> Iterator[dict[str, Any]]:
    for facet in shown_facets():
        for code, label in asked.chosen.get(facet.name, {}).items():
            codes = asked.query.filters[facet.name] - {code}
            filters = {**asked.query.filters, facet.name: codes}
            fewer = replace(asked.query, filters={k: v for k, v in filters.items() if v}, page=1, size=1)
            total = searcher().search(fewer, viewer).total
            if total:
                name = f"{label.sign} {label.label}".strip()
                yield _way(
                    _("Without %(filter)s") % {"filter": name},
                    total,
                    asked.address.without(facet.param, code),
                )


def _word_by_word(asked: Asked, viewer: Viewer) -> Iterator[dict[str, Any]]:
    words = list(dict.fromkeys(asked.query.text.split()))
    if len(words) < 2 or not asked.query.filters:
        return
    for word in sorted(words, key=len, reverse=True)[:MOST_WAYS]:
        total = searcher().search(replace(asked.query, text=word, page=1, size=1), viewer).total
        if total:
            address = asked.address.without(TEXT).adding(TEXT, word)
            yield _way(_("Only “%(word)s”") % {"word": word}, total, address)


def _near(asked: Asked, results: Results) -> list[dict[str, Any]]:
    """Values with a sign (obstacles) that most of these results belong to."""
    often = {
        name: sorted(counts, key=lambda code: (-counts[code], code))[:MOST_WAYS]
        for name, counts in results.facets.items()
    }
    labels = labels_of(often)
    chosen = asked.query.filters
    return [
        _way(
            f"{label.sign} {label.label}",
            results.facets[facet.name][code],
            Address(asked.address.path).adding(facet.param, code),
        )
        for facet in shown_facets()
        for code, label in labels[facet.name].items()
        if label.sign and code not in chosen.get(facet.name, ())
    ][:MOST_WAYS]


def _way(title: str, total: int, address: Address) -> dict[str, Any]:
    return {"title": f"{title} ({total})", "url": address.url()}
