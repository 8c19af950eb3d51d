"""A throw-away index: an engine with an index of its own, gone afterwards."""

import secrets
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from django.db import connections
from django.db.utils import load_backend

from search.analysis.synonyms import SynonymTable
from search.documents import Document
from search.domain.engines import every_facet, required_connection
from search.engines.candidates import candidate_index
from search.engines.database import DatabaseEngine
from search.engines.elasticsearch import indices
from search.engines.elasticsearch.connection import ELASTICSEARCH
from search.models import Entry, EntryText, IndexState
from search.port import Engine

ALIAS = "search_throwaway"
BATCH = 200
# Makes an engine on the index, with another ``tuning`` when asked.
Maker = Callable[..., Engine]


@contextmanager
def throwaway_index(
    documents: Sequence[Document],
    synonyms: SynonymTable,
    *,
    engine: str = DatabaseEngine.name,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Maker]:
    """Index ``documents`` for the engine of this name; gives a maker of engines on that index.

    Raises LookupError for an engine that this site does not have.
    """
    where = _in_elasticsearch if engine == ELASTICSEARCH else _in_a_file
    with where(synonyms) as maker:
        for start in range(0, len(documents), BATCH):
            maker().index(documents[start : start + BATCH])
            if progress:
                progress(min(start + BATCH, len(documents)), len(documents))
        if engine == ELASTICSEARCH:
            connection = required_connection()
            connection.client().indices.refresh(index=f"{connection.prefix}-throwaway-*")
        yield maker


@contextmanager
def _in_a_file(synonyms: SynonymTable) -> Iterator[Maker]:
    with tempfile.TemporaryDirectory(prefix="regiobrug-search-") as folder:
        file = Path(folder) / "index.sqlite3"
        with empty_index({"ENGINE": "django.db.backends.sqlite3", "NAME": str(file)}) as alias:
            yield partial(DatabaseEngine, lambda: synonyms, using=alias)


@contextmanager
def _in_elasticsearch(synonyms: SynonymTable) -> Iterator[Maker]:
    from search.engines.elasticsearch.engine import ElasticsearchEngine

    connection = required_connection()
    aside = replace(connection, prefix=f"{connection.prefix}-throwaway-{secrets.token_hex(4)}")
    index = indices.create(aside, every_facet())
    try:
        yield partial(ElasticsearchEngine, lambda: synonyms, connection, facets=every_facet(), index=index)
    finally:
        indices.drop(connection.client(), index)


@contextmanager
def empty_index(database: Mapping[str, Any]) -> Iterator[str]:
    """The tables of an index in an empty database; gives its alias."""
    settings = {**connections["default"].settings_dict, "OPTIONS": {}, "ATOMIC_REQUESTS": False, **database}
    connections[ALIAS] = load_backend(settings["ENGINE"]).DatabaseWrapper(settings, ALIAS)
    try:
        with connections[ALIAS].schema_editor() as editor:
            for model in (Entry, EntryText, IndexState):
                editor.create_model(model)
        candidate_index(ALIAS).create()
        yield ALIAS
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]
