"""An engine under test, with short ways to write documents and to ask."""

from collections.abc import Iterable
from typing import Any, Protocol

from accounts.viewer import Viewer
from search.analysis.synonyms import SynonymSet, SynonymTable
from search.documents import Document
from search.engines.database import DatabaseEngine
from search.engines.elasticsearch.connection import Connection
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.tuning import RelatedPages, Tuning
from search.port import KIND, YEAR, Engine, Query

PUBLIC = Viewer.public()
FACETS = (KIND, YEAR, "topic", "region")
NETWORK = Viewer(tokens=frozenset({"public", "network"}))


def doc(page_id: int, title: str = "", body: str = "", **fields: Any) -> Document:
    return Document(
        page_id=page_id, title=title, body=body, **{"readers": ("public",), "kind": "les", **fields}
    )


class Subject(Protocol):
    """What the contract asks of whoever brings an engine."""

    def make(self, synonyms: Iterable[SynonymSet], tuning: Tuning) -> Engine:
        """An engine with these synonyms."""


class Asking:
    """The short ways; an engine looks for words alone unless it is told to look for related pages as well."""

    def engine(self: Subject, *sets: SynonymSet, **tuning: Any) -> Engine:
        return self.make(sets, Tuning(**{"related": RelatedPages(weight=0), **tuning}))

    def write(self, *documents: Document) -> None:
        self.engine().index(documents)
        self.settle()

    def remove(self, *page_ids: int) -> None:
        self.engine().remove(page_ids)
        self.settle()

    def settle(self) -> None:
        """Wait until what was written can be found, where that is not at once."""

    def ids(self, text: str, viewer: Viewer = PUBLIC, *sets: SynonymSet, **query: Any) -> list[int]:
        return [hit.page_id for hit in self.engine(*sets).search(Query(text=text, **query), viewer).hits]


class DatabaseSubject(Asking):
    """The database engine on the database of this alias."""

    def __init__(self, using: str) -> None:
        self._using = using

    def make(self, synonyms: Iterable[SynonymSet], tuning: Tuning) -> Engine:
        return DatabaseEngine(lambda: SynonymTable.of(synonyms), using=self._using, tuning=tuning)


class ElasticsearchSubject(Asking):
    """The Elasticsearch engine on an index of its own."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def make(self, synonyms: Iterable[SynonymSet], tuning: Tuning) -> Engine:
        return ElasticsearchEngine(
            lambda: SynonymTable.of(synonyms), self._connection, facets=FACETS, tuning=tuning
        )

    def settle(self) -> None:
        self._connection.client().indices.refresh(index=self._connection.alias)
