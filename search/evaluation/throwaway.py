"""A throw-away index: the database engine in a file of its own, gone afterwards."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.db import connections

from search.analysis.query import Weights
from search.analysis.synonyms import SynonymTable
from search.documents import Document
from search.engines.catalogue import Catalogue
from search.engines.database import DatabaseEngine, Limits, candidate_index
from search.engines.kinship import Kinship
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
        settings = connections["default"].settings_dict
        connections.databases[ALIAS] = {
            **settings,
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(Path(folder) / "index.sqlite3"),
            "OPTIONS": {},
            "ATOMIC_REQUESTS": False,
        }
        try:
            with connections[ALIAS].schema_editor() as editor:
                for model in (Entry, EntryText, IndexState):
                    editor.create_model(model)
            candidate_index(ALIAS).create()
            maker = Maker(synonyms)
            for start in range(0, len(documents), BATCH):
                maker().index(documents[start : start + BATCH])
                if progress:
                    progress(min(start + BATCH, len(documents)), len(documents))
            yield maker
        finally:
            connections[ALIAS].close()
            del connections[ALIAS]
            connections.databases.pop(ALIAS)
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
