"""The mapping: which fields an index has, generated from the facets that rooms registered."""

from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any

from elasticsearch.dsl import Date, Integer, Keyword, Long, Object, Short, Text
from elasticsearch.dsl import Mapping as DslMapping

from search.analysis import ANALYSIS_VERSION
from search.analysis.terms import Terms
from search.engines import facets as facet_lines
from search.engines.analysed import Analysed

# What a query is matched with; kept in the index alone, for the columns are in the document already.
MATCHED = ("words", "named")
# Which version of the shape of documents this is; another one needs another index. Where rooms hand in other
# words or facets, raise ANALYSIS_VERSION: then pages are read again, and not what the database kept of them.
MAPPING_VERSION = 1
_stored_terms = itemgetter(*Terms._fields)


def mapping_of(facets: Iterable[str]) -> dict[str, Any]:
    """The mapping of an index as Elasticsearch takes it.

    Terms are ours already, so blanks alone part them; weights, lengths and frequencies are the
    scorer's, so no norms are kept.
    """
    mapping = DslMapping()
    mapping.meta("dynamic", "strict")
    # A facet that a room adds later must not keep its pages out until the index is built anew.
    keyword = {"facets": {"path_match": "facets.*", "mapping": {"type": "keyword"}}}
    mapping.meta("dynamic_templates", [keyword])
    mapping.meta("_source", excludes=list(MATCHED))
    mapping.meta("_meta", mapping_version=MAPPING_VERSION, analysis_version=ANALYSIS_VERSION)
    for name in MATCHED:
        mapping.field(name, Text(analyzer="whitespace", norms=False))
    for name in Terms._fields:
        mapping.field(name, Keyword(index=False, doc_values=False))
    mapping.field("page_id", Long())
    mapping.field("length", Integer(index=False))
    mapping.field("readers", Keyword())
    mapping.field("visible_until", Date())
    mapping.field("dated", Date())
    mapping.field("checked", Date())
    mapping.field("facets", Object(dynamic=True, properties={name: Keyword() for name in facets}))
    mapping.field("source_version", Long())
    mapping.field("analysis_version", Short())
    return dict(mapping.to_dict())


def source_of(document: Analysed, *, version: int = 0) -> dict[str, Any]:
    terms = document.terms
    codes = facet_lines.by_facet(facet_lines.decode(document.facets))
    return {
        **terms._asdict(),
        "words": [column for column in terms if column],
        "named": [column for column in (terms.title, terms.tags, terms.title_parts) if column],
        "page_id": document.page_id,
        "length": terms.length,
        "readers": list(document.readers),
        "visible_until": document.visible_until.isoformat() if document.visible_until else None,
        "dated": document.dated.isoformat() if document.dated else None,
        "checked": document.checked.isoformat() if document.checked else None,
        "facets": {name: list(values) for name, values in codes.items()},
        "source_version": version,
        "analysis_version": ANALYSIS_VERSION,
    }


def terms_in(source: Mapping[str, Any]) -> Terms:
    return Terms._make(_stored_terms(source))


def pairs_in(source: Mapping[str, Any]) -> facet_lines.Pairs:
    return tuple((name, code) for name, codes in source["facets"].items() for code in codes)
