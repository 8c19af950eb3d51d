"""Terms in an FTS5 table: the part of the database engine that is particular to SQLite."""

import json
from collections.abc import Collection, Iterable, Sequence

from search.analysis.synonyms import Phrase
from search.analysis.terms import Terms
from search.engines.candidates import CandidateIndex
from search.ranking import Candidate

# Our terms hold letters and digits only, so this tokeniser cuts at the blanks between them.
_CREATE = """
    CREATE VIRTUAL TABLE search_words USING fts5(
        title, tags, body, title_parts, body_parts, tokenize = "unicode61 remove_diacritics 0"
    )
"""
_CREATE_VOCABULARY = "CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab(search_words, 'row')"
# As one JSON text, which is four times as quick as a row for every id.
_IDS = "SELECT json_group_array(rowid) FROM search_words WHERE search_words MATCH %s"
_IDS_OF_EACH = """
    SELECT (SELECT json_group_array(rowid) FROM search_words WHERE search_words MATCH asked.value)
    FROM json_each(%s) AS asked ORDER BY asked.key
"""
_FREQUENCIES = "SELECT term, doc FROM search_vocabulary WHERE term IN (SELECT value FROM json_each(%s))"
_CANDIDATES = """
    SELECT w.rowid, e.length, w.title, w.tags, w.body, w.title_parts, w.body_parts
    FROM search_words w JOIN search_entry e ON e.page_id = w.rowid
    WHERE w.rowid IN (SELECT value FROM json_each(%s))
"""
_INSERT = """
    INSERT INTO search_words (rowid, title, tags, body, title_parts, body_parts)
    VALUES (%s, %s, %s, %s, %s, %s)
"""
_DELETE = "DELETE FROM search_words WHERE rowid IN (SELECT value FROM json_each(%s))"


class SqliteIndex(CandidateIndex):
    """Values travel as parameters; a phrase reaches MATCH in double quotes, and no term holds one."""

    def create(self) -> None:
        names = self._connection.introspection.table_names()
        if "search_words" not in names:
            self._run(_CREATE)
        if "search_vocabulary" not in names:
            self._run(_CREATE_VOCABULARY)

    def drop(self) -> None:
        self._run("DROP TABLE IF EXISTS search_vocabulary")
        self._run("DROP TABLE IF EXISTS search_words")

    def ids(self, phrases: Collection[Phrase], *, named: bool = False) -> set[int]:
        wanted = _match(phrases)
        if named:
            wanted = f"{{title tags title_parts}} : ({wanted})"
        return set(json.loads(self._all(_IDS, wanted)[0][0]))

    def ids_of_each(self, sets: Sequence[Collection[Phrase]]) -> list[set[int]]:
        found = self._all(_IDS_OF_EACH, json.dumps([_match(phrases) for phrases in sets]))
        return [set(json.loads(row[0])) for row in found]

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        return dict(self._all(_FREQUENCIES, json.dumps(list(terms))))

    def candidates(self, page_ids: Iterable[int]) -> list[Candidate]:
        found = self._all(_CANDIDATES, json.dumps(list(page_ids)))
        return [Candidate(row[0], Terms(*row[2:]), row[1]) for row in found]

    def write(self, documents: Sequence[tuple[int, Terms]]) -> None:
        self.delete(page_id for page_id, _terms in documents)
        with self._connection.cursor() as cursor:
            cursor.executemany(_INSERT, [(page_id, *terms) for page_id, terms in documents])

    def delete(self, page_ids: Iterable[int]) -> None:
        self._run(_DELETE, json.dumps(list(page_ids)))


def _match(phrases: Collection[Phrase]) -> str:
    return " OR ".join(f'"{" ".join(phrase)}"' for phrase in sorted(phrases)) or '""'
