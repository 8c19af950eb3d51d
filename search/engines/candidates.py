"""Candidates: the terms of every document in a table that the database matches in its own words."""

import json
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any, ClassVar

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from search.analysis.synonyms import Phrase
from search.analysis.terms import Terms
from search.ranking import Candidate

# Which label a column has in a vector of PostgreSQL; D is that of a plain position.
_LABELS = Terms(title="A", tags="B", body="D", title_parts="C", body_parts="D")
# What a tsvector holds: no more positions of one lexeme, and no position beyond this one.
_MOST_PLACES = 255
_LAST_PLACE = 16_383
# No phrase is as long as this, so none runs from one column into the next.
_BETWEEN_COLUMNS = 20
# Longer ones are no words; a lexeme may have 2,046 bytes.
_LONGEST = 500


class CandidateIndex(ABC):
    """The terms of documents in one database. Values travel as parameters; terms hold letters and digits
    only."""

    CREATE: ClassVar[tuple[str, ...]]
    IDS: ClassVar[str]
    IDS_OF_EACH: ClassVar[str]
    CANDIDATES: ClassVar[str]
    INSERT: ClassVar[str]
    DELETE: ClassVar[str]

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self._connection = connection

    def create(self) -> None:
        for statement in self.CREATE:
            self._run(statement)

    def ids(self, phrases: Collection[Phrase], *, named: bool = False) -> set[int]:
        """The documents that hold one of the phrases; with ``named`` in their title or tags."""
        (row,) = self._all(self.IDS, self._match(phrases, named=named))
        return set(self._unpacked(row[0]))

    def ids_of_each(self, sets: Sequence[Collection[Phrase]]) -> list[set[int]]:
        """The same for every set of phrases, all in one query."""
        found = self._all(self.IDS_OF_EACH, self._packed(self._match(phrases) for phrases in sets))
        return [set(self._unpacked(row[0])) for row in found]

    @abstractmethod
    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many documents each term stands."""

    def candidates(self, page_ids: Iterable[int]) -> list[Candidate]:
        """Documents ready to be scored."""
        found = self._all(self.CANDIDATES, self._packed(page_ids))
        return [Candidate(row[0], Terms(*row[2:]), row[1]) for row in found]

    def write(self, documents: Sequence[tuple[int, Terms]]) -> None:
        """Add or replace the terms of documents."""
        self.delete(page_id for page_id, _terms in documents)
        rows: list[Any] = [(page_id, *self._columns(terms)) for page_id, terms in documents]
        with self._connection.cursor() as cursor:
            cursor.executemany(self.INSERT, rows)

    def delete(self, page_ids: Iterable[int]) -> None:
        self._run(self.DELETE, self._packed(page_ids))

    @abstractmethod
    def _match(self, phrases: Collection[Phrase], *, named: bool = False) -> str:
        """The condition that one of the phrases stands in a document, in the database's own words."""

    def _columns(self, terms: Terms) -> tuple[str, ...]:
        return terms

    def _packed(self, values: Iterable[Any]) -> Any:
        """Many values as one parameter."""
        return list(values)

    def _unpacked(self, value: Any) -> Collection[int]:
        return value or ()

    def _all(self, statement: str, *values: Any) -> list[Any]:
        with self._connection.cursor() as cursor:
            cursor.execute(statement, values)
            return list(cursor.fetchall())

    def _run(self, statement: str, *values: Any) -> None:
        with self._connection.cursor() as cursor:
            cursor.execute(statement, values)


class SqliteIndex(CandidateIndex):
    """An FTS5 table. Many ids go and come as one JSON text, which is four times as quick as a row for
    each."""

    CREATE = (
        # Our terms hold letters and digits only, so this tokeniser cuts at the blanks between them.
        """
        CREATE VIRTUAL TABLE IF NOT EXISTS search_words USING fts5(
            title, tags, body, title_parts, body_parts, tokenize = "unicode61 remove_diacritics 0"
        )
        """,
        "CREATE VIRTUAL TABLE IF NOT EXISTS search_vocabulary USING fts5vocab(search_words, 'row')",
    )
    IDS = "SELECT json_group_array(rowid) FROM search_words WHERE search_words MATCH %s"
    IDS_OF_EACH = """
        SELECT (SELECT json_group_array(rowid) FROM search_words WHERE search_words MATCH asked.value)
        FROM json_each(%s) AS asked ORDER BY asked.key
    """
    CANDIDATES = """
        SELECT w.rowid, e.length, w.title, w.tags, w.body, w.title_parts, w.body_parts
        FROM search_words w JOIN search_entry e ON e.page_id = w.rowid
        WHERE w.rowid IN (SELECT value FROM json_each(%s))
    """
    INSERT = """
        INSERT INTO search_words (rowid, title, tags, body, title_parts, body_parts)
        VALUES (%s, %s, %s, %s, %s, %s)
    """
    DELETE = "DELETE FROM search_words WHERE rowid IN (SELECT value FROM json_each(%s))"
    FREQUENCIES = "SELECT term, doc FROM search_vocabulary WHERE term IN (SELECT value FROM json_each(%s))"

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        return dict(self._all(self.FREQUENCIES, self._packed(terms)))

    def _match(self, phrases: Collection[Phrase], *, named: bool = False) -> str:
        # In double quotes, and no term holds one.
        wanted = " OR ".join(f'"{" ".join(phrase)}"' for phrase in sorted(phrases)) or '""'
        return f"{{title tags title_parts}} : ({wanted})" if named else wanted

    def _packed(self, values: Iterable[Any]) -> Any:
        return json.dumps(list(values))

    def _unpacked(self, value: Any) -> Collection[int]:
        ids: list[int] = json.loads(value)
        return ids


class PostgresqlIndex(CandidateIndex):
    """The words of a document in a tsvector, ready made: PostgreSQL's own dictionaries have no part in it.
    The texts stand beside the vector for the scorer, which needs them in order."""

    CREATE = (
        """
        CREATE TABLE IF NOT EXISTS search_words (
            page_id bigint PRIMARY KEY,
            title text NOT NULL, tags text NOT NULL, body text NOT NULL,
            title_parts text NOT NULL, body_parts text NOT NULL,
            vector tsvector NOT NULL
        )
        """,
        """
        CREATE INDEX IF NOT EXISTS search_words_vector ON search_words
        USING gin (vector) WITH (fastupdate = off)
        """,
    )
    IDS = "SELECT array_agg(page_id) FROM search_words WHERE vector @@ %s::tsquery"
    IDS_OF_EACH = """
        SELECT (SELECT array_agg(page_id) FROM search_words WHERE vector @@ query::tsquery)
        FROM unnest(%s::text[]) WITH ORDINALITY AS asked(query, place) ORDER BY place
    """
    CANDIDATES = """
        SELECT w.page_id, e.length, w.title, w.tags, w.body, w.title_parts, w.body_parts
        FROM search_words w JOIN search_entry e ON e.page_id = w.page_id
        WHERE w.page_id = ANY(%s)
    """
    INSERT = """
        INSERT INTO search_words (page_id, title, tags, body, title_parts, body_parts, vector)
        VALUES (%s, %s, %s, %s, %s, %s, %s::tsvector)
    """
    DELETE = "DELETE FROM search_words WHERE page_id = ANY(%s)"
    FREQUENCIES = """
        SELECT term, (SELECT count(*) FROM search_words WHERE vector @@ query::tsquery)
        FROM unnest(%s::text[], %s::text[]) AS asked(term, query)
    """

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        asked = [term for term in terms if len(term) <= _LONGEST]
        found = self._all(self.FREQUENCIES, asked, [self._match([(term,)]) for term in asked])
        return {term: count for term, count in found if count}

    def _match(self, phrases: Collection[Phrase], *, named: bool = False) -> str:
        suffix = ":ABC" if named else ""
        every = [
            " <-> ".join(f"{_quoted(term)}{suffix}" for term in phrase)
            for phrase in sorted(phrases)
            if all(len(term) <= _LONGEST for term in phrase)
        ]
        return " | ".join(f"({one})" for one in every)

    def _columns(self, terms: Terms) -> tuple[str, ...]:
        """The columns and their vector as PostgreSQL writes one: ``'regio':3A,40 'stage':1A``."""
        places: dict[str, list[str]] = defaultdict(list)
        place = 1
        for column, label in zip(terms, _LABELS, strict=True):
            for term in column.split():
                if len(term) <= _LONGEST and len(places[term]) < _MOST_PLACES:
                    places[term].append(f"{min(place, _LAST_PLACE)}{label}")
                place += 1
            place += _BETWEEN_COLUMNS
        vector = " ".join(f"{_quoted(term)}:{','.join(found)}" for term, found in places.items() if found)
        return (*terms, vector)


def _quoted(term: str) -> str:
    escaped = term.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def candidate_index(using: str) -> CandidateIndex:
    connection = connections[using]
    return {"sqlite": SqliteIndex, "postgresql": PostgresqlIndex}[connection.vendor](connection)
