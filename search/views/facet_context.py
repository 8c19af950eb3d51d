"""Facets and chosen filters as the search page draws them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from search.facet_labels import Labels, shown_facets
from search.forms.address import MORE
from search.forms.search_form import SearchRequest
from search.port import Results
from search.registry import Facet, FacetLabel

# So many values stand open; the rest follows behind a link.
SHORT = 6


def facets_of(asked: SearchRequest, results: Results, labels: Labels) -> list[dict[str, Any]]:
    """Every facet with something to choose: the values with most results first, chosen ones always."""
    shown = (
        _facet(facet, asked, results.facets.get(facet.name, {}), labels[facet.name])
        for facet in shown_facets()
    )
    return [facet for facet in shown if facet]


def tags_of(asked: SearchRequest) -> list[dict[str, Any]]:
    """What was chosen, each with the address without it."""
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
        "options": [_option(code, labels[code], counts, chosen) for code in visible],
    }
    if len(visible) < len(codes):
        facet_shown["more"] = {
            "title": _("All %(number)d") % {"number": len(codes)},
            "url": asked.address.url((MORE, facet.param)),
        }
    return facet_shown


def _option(
    code: str, label: FacetLabel, counts: Mapping[str, int], chosen: Mapping[str, FacetLabel]
) -> dict[str, Any]:
    return {
        "value": code,
        "label": label.label,
        "code": label.sign,
        "count": counts.get(code, 0),
        "chosen": code in chosen,
    }
