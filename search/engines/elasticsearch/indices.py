"""Indices behind one name: their fields, made, written to, put in place of the one before in one step."""

import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from search.analysis import ANALYSIS_VERSION
from search.analysis.terms import Terms
from search.engines.analysed import Analysed
from search.engines.elasticsearch.connection import Connection, engine_down
from search.engines.facets import by_facet, decode

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

SETTINGS: dict[str, Any] = {
    "number_of_shards": 1,
    # A copy as soon as there is a second node to hold it.
    "auto_expand_replicas": "0-1",
    "refresh_interval": "1s",
    # A site searches all day; a pause is no reason to let the first visitor after it wait.
    "search.idle.after": "1h",
    # How long it remembers the version of what was removed: longer than any worker can be late.
    "gc_deletes": "1d",
}
# Which version of the shape of documents this is; another one needs another index. Where rooms hand in other
# words or facets, raise ANALYSIS_VERSION: then pages are read again, and not what the database kept of them.
MAPPING_VERSION = 1
# A page may hold some tens of thousands of words; a request stays well below what a node takes.
MOST_DOCUMENTS = 200
# The number of a write that came too late: a newer one is there.
_NEWER = 409
_KEYWORD = {"type": "keyword"}
# Terms are ours already, so blanks alone part them; weights, lengths and frequencies are the scorer's, so no
# norms are kept.
_TEXT = {"type": "text", "analyzer": "whitespace", "norms": False}
_FIELDS: dict[str, Any] = {
    # What a query is matched with.
    "words": _TEXT,
    "named": _TEXT,
    **{name: {**_KEYWORD, "index": False, "doc_values": False} for name in Terms._fields},
    "page_id": {"type": "long"},
    "length": {"type": "integer", "index": False},
    "readers": _KEYWORD,
    "visible_until": {"type": "date"},
    "dated": {"type": "date"},
    "checked": {"type": "date"},
    "source_version": {"type": "long"},
    "analysis_version": {"type": "short"},
}


class Refused(Exception):
    """An index did not take the documents of these pages, or of any when ``page_ids`` is empty; the engine
    itself answers. The message says why."""

    def __init__(self, message: str, page_ids: Collection[int] = ()) -> None:
        super().__init__(message)
        self.page_ids = frozenset(page_ids)


@dataclass(frozen=True, slots=True)
class Change:
    """One page as it has to be: its document, or None when it must not be found. ``version`` rises with
    every change of the page; 0 is for an index that only one writer fills."""

    page_id: int
    document: Analysed | None = None
    version: int = 0

    def action(self) -> dict[str, Any]:
        """The change as the client's helpers take it."""
        action: dict[str, Any] = {"_op_type": "delete", "_id": str(self.page_id)}
        if self.version:
            # An older one never replaces a newer one.
            action |= {"version": self.version, "version_type": "external_gte"}
        if self.document:
            action |= {"_op_type": "index", "_source": _source(self.document, self.version)}
        return action


def create(connection: Connection, facets: Iterable[str]) -> str:
    """Make an empty index that nobody searches yet; gives its name."""
    moment = datetime.now(UTC).strftime("%Y%m%d%H%M%S%f")
    name = f"{connection.alias}-{moment}-{secrets.token_hex(3)}"
    codes = {"properties": dict.fromkeys(facets, _KEYWORD), "dynamic": True}
    mappings: dict[str, Any] = {
        "dynamic": "strict",
        # A facet that a room adds later must not keep its pages out until the index is built anew.
        "dynamic_templates": [{"facets": {"path_match": "facets.*", "mapping": _KEYWORD}}],
        # Kept in the index alone, for the columns are in the document already.
        "_source": {"excludes": ["words", "named"]},
        "_meta": _versions(),
        "properties": {**_FIELDS, "facets": codes},
    }
    connection.client().indices.create(
        index=name, settings=SETTINGS, mappings=mappings, aliases={writing_name(name): {}}
    )
    return name


def answering(connection: Connection) -> str | None:
    """The index that answers searches now, None when there is none."""
    client = connection.client().options(ignore_status=404)
    found = client.indices.get_alias(name=connection.alias)
    return next(iter(found.body), None) if found.meta.status == 200 else None


def is_current(connection: Connection, index: str) -> bool:
    """Whether an index has the fields and the analysis of this version of the software."""
    found = connection.client().options(ignore_status=404).indices.get_mapping(index=index).body
    return bool(found.get(index, {}).get("mappings", {}).get("_meta") == _versions())


def put_in_place(connection: Connection, index: str) -> None:
    """Let searches go to this index from one moment to the next."""
    before = answering(connection)
    actions: list[dict[str, Any]] = [{"add": {"index": index, "alias": connection.alias}}]
    if before:
        actions.insert(0, {"remove": {"index": before, "alias": connection.alias}})
    connection.client().indices.update_aliases(actions=actions)


def every(connection: Connection) -> list[str]:
    """All indices of this site, oldest first."""
    found = connection.client().indices.get(index=f"{connection.alias}-*", expand_wildcards="open")
    return sorted(found.body)


def drop(client: "Elasticsearch", index: str) -> None:
    """Take an index away; one that is not there does no harm."""
    client.indices.delete(index=index, ignore_unavailable=True)


def writing_name(index: str) -> str:
    """The alias by which an index is written to."""
    return f"{index}-writing"


@engine_down()
def write(client: "Elasticsearch", alias: str, changes: Iterable[Change], *, refresh: bool = False) -> None:
    """Write changes to the index behind ``alias``, each item looked at.

    Raises EngineDown when nobody answered, and Refused when an item was not taken for another reason
    than that a newer version is there already.
    """
    from elasticsearch.helpers import streaming_bulk

    actions = [change.action() for change in changes]
    # A removal with a version makes the index it does not find, whatever is required.
    if any(one["_op_type"] == "delete" for one in actions) and not client.indices.exists_alias(name=alias):
        raise Refused(f"There is no index behind {alias}.")
    # By an alias, which only we give: an index that is gone is not made again with a mapping of chance.
    answers = streaming_bulk(
        client,
        actions,
        chunk_size=MOST_DOCUMENTS,
        raise_on_error=False,
        index=alias,
        refresh=refresh,
        require_alias=True,
    )
    refused = [
        result
        for done, item in answers
        for verb, result in item.items()
        # What is not there need not be taken out.
        if not done and result["status"] != _NEWER and not (verb == "delete" and result["status"] == 404)
    ]
    if refused:
        message = f"{len(refused)} of {len(actions)} refused: {refused[0].get('error', refused[0])}"
        raise Refused(message, [int(result["_id"]) for result in refused])


def _versions() -> dict[str, int]:
    return {"mapping_version": MAPPING_VERSION, "analysis_version": ANALYSIS_VERSION}


def _source(document: Analysed, version: int) -> dict[str, Any]:
    entry, terms = document.entry, document.terms
    return {
        **terms._asdict(),
        "words": [column for column in terms if column],
        "named": [column for column in (terms.title, terms.tags, terms.title_parts) if column],
        "page_id": entry.page_id,
        "length": entry.length,
        "readers": entry.readers.split(),
        "visible_until": entry.visible_until,
        "dated": entry.dated,
        "checked": entry.checked,
        "facets": by_facet(decode(entry.facets)),
        "source_version": version,
        "analysis_version": ANALYSIS_VERSION,
    }
