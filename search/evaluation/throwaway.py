"""A throw-away index: the database engine in a file of its own, gone afterwards."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connections
from django.db.utils import load_backend

from search.analysis.query import Weights
from search.analysis.synonyms import SynonymTable
from search.documents import Document
from search.engines.catalogue import Catalogue
from search.engines.database import DatabaseEngine, candidate_index
from search.engines.kinship import Kinship
from search.engines.limits import Limits
from search.models import Entry, EntryText, IndexState
from search.ranking import Rules

ALIAS = "search_throwaway"
BATCH = 200


@contextmanager
def throwaway_index(
    documents: Sequence[Document],
    synonyms: SynonymTable,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator["Maker"]:
    """Index ``documents`` in a temporary SQLite file; gives a maker of engines on it."""
    with tempfile.TemporaryDirectory(prefix="regiobrug-search-") as folder:
        database = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(Path(folder) / "index.sqlite3")}
        with empty_index(database):
            maker = Maker(synonyms)
            for start in range(0, len(documents), BATCH):
                maker().index(documents[start : start + BATCH])
                if progress:
                    progress(min(start + BATCH, len(documents)), len(documents))
            yield maker


@contextmanager
def empty_index(database: Mapping[str, Any]) -> Iterator[str]:
    """The tables of an index in another database than the site's; gives its alias, gone afterwards."""
    models = (Entry, EntryText, IndexState)
    settings = {**connections["default"].settings_dict, "OPTIONS": {}, "ATOMIC_REQUESTS": False, **database}
    connections[ALIAS] = load_backend(settings["ENGINE"]).DatabaseWrapper(settings, ALIAS)
    try:
        with connections[ALIAS].schema_editor() as editor:
            for model in models:
                editor.create_model(model)
        candidate_index(ALIAS).create()
        yield ALIAS
        candidate_index(ALIAS).drop()
        with connections[ALIAS].schema_editor() as editor:
            for model in models:
                editor.delete_model(model)
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]
        Catalogue.forget(using=ALIAS)


class Maker:
    """Makes engines on the throw-away index, with other weights when asked."""

    def __init__(self, synonyms: SynonymTable) -> None:
        self._synonyms = synonyms

    def __call__(
        self,
        *,
        weights: Weights | None = None,
        rules: Rules | None = None,
        limits: Limits | None = None,
        kinship: Kinship | None = None,
    ) -> DatabaseEngine:
        """An engine that reads the throw-away index."""
        return DatabaseEngine(
            lambda: self._synonyms, using=ALIAS, weights=weights, rules=rules, limits=limits, kinship=kinship
        )
