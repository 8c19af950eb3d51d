"""Nothing to show: what to let go of, and what lies near."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.viewer import Viewer
from search.domain.engines import searcher
from search.forms import TEXT, Address, SearchRequest
from search.port import MOST_PAGES, PAGE_SIZE, Query, Results, Sort
from search.registry import labels_of, shown_facets

MOST_WAYS = 4
# A search costs what a search costs: besides the one that found nothing there are at most three.
MOST_SINGLE_WORDS = 2


def last_page(total: int) -> int:
    """The number of the last page that is shown; 1 when there is nothing."""
    return max(1, min(MOST_PAGES, -(-total // PAGE_SIZE)))


def no_results_context(asked: SearchRequest, viewer: Viewer, results: Results, total: int) -> dict[str, Any]:
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
    wide = results
    if asked.query.filters:
        wide = searcher().search(_counting(asked.query, filters={}), viewer)
    ways = [*_without_a_facet(asked, results)]
    if wide.total:
        # What nothing answers without filters, no single word of it answers either.
        ways += [*([] if ways else _word_by_word(asked, viewer)), *_near(asked, wide)]
    else:
        ways += _near(asked, searcher().search(Query(size=1), viewer))
    if asked.query.filters:
        text = _("Let go of a filter.")
    elif len(asked.query.text.split()) > 1:
        text = _("Search for one word.")
    else:
        text = _("Try another word for it.")
    if not wide.total and ways:
        text = " ".join([text, _("Or start from what is met most:")])
    return {"lead": _("Nothing found."), "text": text, "ways": ways}


def _counting(query: Query, **changed: Any) -> Query:
    """Another question of which only the counts are wanted: nothing is ranked for it."""
    return replace(query, page=1, size=1, sort=Sort.NEWEST, **changed)


def _without_a_facet(asked: SearchRequest, results: Results) -> Iterator[dict[str, Any]]:
    """What is left when all choices of one facet go; counted already with the facets."""
    for facet in shown_facets():
        total = results.without.get(facet.name, 0)
        if total:
            labels = [f"{one.sign} {one.label}".strip() for one in asked.chosen[facet.name].values()]
            yield _way(
                _("Without %(filter)s") % {"filter": ", ".join(labels)},
                total,
                asked.address.without(facet.param).url(),
            )


def _word_by_word(asked: SearchRequest, viewer: Viewer) -> Iterator[dict[str, Any]]:
    words = list(dict.fromkeys(asked.query.text.split()))
    if len(words) < 2 or not asked.query.filters:
        return
    for word in sorted(words, key=len, reverse=True)[:MOST_SINGLE_WORDS]:
        total = searcher().search(_counting(asked.query, text=word), viewer).total
        if total:
            url = asked.address.without(TEXT).url((TEXT, word))
            yield _way(_("Only “%(word)s”") % {"word": word}, total, url)


def _near(asked: SearchRequest, results: Results) -> list[dict[str, Any]]:
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
            Address(asked.address.path).url((facet.param, code)),
        )
        for facet in shown_facets()
        for code, label in labels[facet.name].items()
        if label.sign and code not in chosen.get(facet.name, ())
    ][:MOST_WAYS]


def _way(title: str, total: int, url: str) -> dict[str, Any]:
    return {"title": f"{title} ({total})", "url": url}
