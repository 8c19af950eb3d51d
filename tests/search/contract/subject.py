"""An engine under test, with short ways to write documents and to ask."""

from collections.abc import Iterable
from typing import Any, Protocol

from accounts.viewer import Viewer
from search.analysis.synonyms import SynonymSet, SynonymTable
from search.documents import Document
from search.engines.database import DatabaseEngine
from search.engines.kinship import Kinship
from search.port import Engine, Query

PUBLIC = Viewer.public()
NETWORK = Viewer(tokens=frozenset({"public", "network"}))


def doc(page_id: int, title: str = "", body: str = "", **fields: Any) -> Document:
    return Document(
        page_id=page_id, title=title, body=body, **{"readers": ("public",), "kind": "les", **fields}
    )


class Subject(Protocol):
    """What the contract asks of whoever brings an engine."""

    def make(self, synonyms: Iterable[SynonymSet], **options: Any) -> Engine:
        """An engine with these synonyms."""


class Asking:
    """The short ways; an engine looks for words alone unless it is told to look for kin as well."""

    def engine(self: Subject, *sets: SynonymSet, **options: Any) -> Engine:
        return self.make(sets, **{"kinship": Kinship(weight=0), **options})

    def write(self, *documents: Document) -> None:
        self.engine().index(documents)

    def ids(self, text: str, viewer: Viewer = PUBLIC, *sets: SynonymSet, **query: Any) -> list[int]:
        return [hit.page_id for hit in self.engine(*sets).search(Query(text=text, **query), viewer).hits]


class DatabaseSubject(Asking):
    """The database engine on the database of this alias."""

    def __init__(self, using: str) -> None:
        self._using = using

    def make(self, synonyms: Iterable[SynonymSet], **options: Any) -> Engine:
        return DatabaseEngine(lambda: SynonymTable.of(synonyms), using=self._using, **options)
