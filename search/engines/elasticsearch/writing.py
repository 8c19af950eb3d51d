"""Writing in bulk: every document with a version of ours, so that an older one never replaces a newer."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from elasticsearch import ApiError, Elasticsearch, TransportError

from search.engines.analysed import Analysed
from search.engines.elasticsearch.mapping import source_of
from search.port import EngineDown

# A page may hold some tens of thousands of words; a request stays well below what a node takes.
MOST_DOCUMENTS = 200
# The number of a write that came too late: a newer one is there.
_NEWER = 409


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


def writing_name(index: str) -> str:
    """The alias by which an index is written to."""
    return f"{index}-writing"


def write(client: Elasticsearch, alias: str, changes: Iterable[Change], *, refresh: bool = False) -> None:
    """Write changes to the index behind ``alias``, each item looked at.

    Raises EngineDown when nobody answered, and Refused when an item was not taken for another reason
    than that a newer version is there already.
    """
    every = list(changes)
    for start in range(0, len(every), MOST_DOCUMENTS):
        _write(client, alias, every[start : start + MOST_DOCUMENTS], refresh=refresh)


def _write(client: Elasticsearch, alias: str, changes: Sequence[Change], *, refresh: bool) -> None:
    operations = [line for change in changes for line in _lines(change)]
    removing = any(change.document is None for change in changes)
    try:
        # A removal with a version makes the index it does not find, whatever is required.
        if removing and not client.indices.exists_alias(name=alias):
            raise Refused(f"There is no index behind {alias}.")
        # By an alias, which only we give: an index that is gone is not made again with a mapping of chance.
        answer = client.bulk(index=alias, operations=operations, refresh=refresh, require_alias=True)
    except (ApiError, TransportError) as error:
        raise EngineDown(f"{type(error).__name__}: {error}") from error
    refused = [
        result
        for item in answer["items"]
        for verb, result in item.items()
        if result["status"] >= 300
        and result["status"] != _NEWER
        # What is not there need not be taken out.
        and not (verb == "delete" and result["status"] == 404)
    ]
    if refused:
        message = f"{len(refused)} of {len(changes)} refused: {refused[0].get('error', refused[0])}"
        raise Refused(message, [int(result["_id"]) for result in refused])


def _lines(change: Change) -> list[dict[str, Any]]:
    about: dict[str, Any] = {"_id": str(change.page_id)}
    if change.version:
        about |= {"version": change.version, "version_type": "external_gte"}
    if change.document is None:
        return [{"delete": about}]
    return [{"index": about}, source_of(change.document, version=change.version)]
