"""What the database engine needs of a database: terms in columns that can be matched."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Protocol

from django.db.backends.base.base import BaseDatabaseWrapper

from search.analysis.synonyms import Phrase
from search.analysis.terms import Terms
from search.ranking import Candidate


class CandidateIndex(Protocol):
    """Terms per document, matched by a database in its own words."""

    _connection: BaseDatabaseWrapper

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self._connection = connection

    def create(self) -> None:
        """Make the table when it is not there."""

    def drop(self) -> None:
        """Take the table away."""

    def ids(self, phrases: Collection[Phrase], *, named: bool = False) -> set[int]:
        """The documents that hold one of the phrases; with ``named`` in their title or tags."""

    def ids_of_each(self, sets: Sequence[Collection[Phrase]]) -> list[set[int]]:
        """The same for every set of phrases, all in one query."""

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many documents each term stands."""

    def candidates(self, page_ids: Iterable[int]) -> list[Candidate]:
        """Documents ready to be scored."""

    def write(self, documents: Sequence[tuple[int, Terms]]) -> None:
        """Add or replace the terms of documents."""

    def delete(self, page_ids: Iterable[int]) -> None:
        """Take documents out."""

    def _all(self, statement: str, *values: Any) -> list[Any]:
        with self._connection.cursor() as cursor:
            cursor.execute(statement, values)
            return list(cursor.fetchall())

    def _run(self, statement: str, *values: Any) -> None:
        with self._connection.cursor() as cursor:
            cursor.execute(statement, values)
