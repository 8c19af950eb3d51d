"""Indices behind one name: made, filled, put in place of the one before it in a single step."""

import secrets
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError

from search.engines.elasticsearch.connection import Connection
from search.engines.elasticsearch.mapping import mapping_of
from search.engines.elasticsearch.writing import writing_name

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


def create(connection: Connection, facets: Iterable[str]) -> str:
    """Make an empty index that nobody searches yet; gives its name."""
    moment = datetime.now(UTC).strftime("%Y%m%d%H%M%S%f")
    name = f"{connection.alias}-{moment}-{secrets.token_hex(3)}"
    aliases: dict[str, Any] = {writing_name(name): {}}
    connection.client().indices.create(
        index=name, settings=SETTINGS, mappings=mapping_of(facets), aliases=aliases
    )
    return name


def answering(connection: Connection) -> str | None:
    """The index that answers searches now, None when there is none."""
    try:
        return next(iter(connection.client().indices.get_alias(name=connection.alias).body), None)
    except NotFoundError:
        return None


def is_current(connection: Connection, index: str) -> bool:
    """Whether an index has the fields and the analysis of this version of the software."""
    try:
        mapping = connection.client().indices.get_mapping(index=index)[index]["mappings"]
    except NotFoundError:
        return False
    return bool(mapping.get("_meta") == mapping_of(())["_meta"])


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


def drop(client: Elasticsearch, index: str) -> None:
    """Take an index away; one that is not there does no harm."""
    client.indices.delete(index=index, ignore_unavailable=True)
