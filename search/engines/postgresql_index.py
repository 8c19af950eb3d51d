"""Terms in a tsvector: the part of the database engine that is particular to PostgreSQL."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from search.analysis.synonyms import Phrase
from search.analysis.terms import Terms
from search.engines.candidates import CandidateIndex
from search.ranking import Candidate

# The words of a document, ready made: PostgreSQL's own dictionaries have no part in it. The texts stand
# beside the vector for the scorer, which needs them in order.
_CREATE = """
    CREATE TABLE search_words (
        page_id bigint PRIMARY KEY,
        title text NOT NULL, tags text NOT NULL, body text NOT NULL,
        title_parts text NOT NULL, body_parts text NOT NULL,
        vector tsvector NOT NULL
    )
"""
_CREATE_INDEX = "CREATE INDEX search_words_vector ON search_words USING gin (vector) WITH (fastupdate = off)"
_IDS = "SELECT array_agg(page_id) FROM search_words WHERE vector @@ %s::tsquery"
_IDS_OF_EACH = """
    SELECT (SELECT array_agg(page_id) FROM search_words WHERE vector @@ query::tsquery)
    FROM unnest(%s::text[]) WITH ORDINALITY AS asked(query, place) ORDER BY place
"""
_FREQUENCIES = """
    SELECT term, (SELECT count(*) FROM search_words WHERE vector @@ query::tsquery)
    FROM unnest(%s::text[], %s::text[]) AS asked(term, query)
"""
_CANDIDATES = """
    SELECT w.page_id, e.length, w.title, w.tags, w.body, w.title_parts, w.body_parts
    FROM search_words w JOIN search_entry e ON e.page_id = w.page_id
    WHERE w.page_id = ANY(%s)
"""
_INSERT = """
    INSERT INTO search_words (page_id, title, tags, body, title_parts, body_parts, vector)
    VALUES (%s, %s, %s, %s, %s, %s, %s::tsvector)
"""
_DELETE = "DELETE FROM search_words WHERE page_id = ANY(%s)"

# Which label a column has in the vector; D is that of a plain position.
_LABELS = Terms(title="A", tags="B", body="D", title_parts="C", body_parts="D")
_NAMED = "ABC"
# What a tsvector holds: no more positions of one lexeme, and no position beyond this one.
_MOST_PLACES = 255
_LAST_PLACE = 16_383
# No phrase is as long as this, so none runs from one column into the next.
_BETWEEN_COLUMNS = 20
# Longer ones are no words; a lexeme may have 2,046 bytes.
_LONGEST = 500


class PostgresqlIndex(CandidateIndex):
    """Values travel as parameters; terms hold letters and digits only, and stand quoted all the same."""

    def create(self) -> None:
        if "search_words" not in self._connection.introspection.table_names():
            self._run(_CREATE)
            self._run(_CREATE_INDEX)

    def drop(self) -> None:
        self._run("DROP TABLE IF EXISTS search_words")

    def ids(self, phrases: Collection[Phrase], *, named: bool = False) -> set[int]:
        wanted = _match(phrases, _NAMED if named else "")
        return set(self._all(_IDS, wanted)[0][0] or ()) if wanted else set()

    def ids_of_each(self, sets: Sequence[Collection[Phrase]]) -> list[set[int]]:
        return [set(row[0] or ()) for row in self._all(_IDS_OF_EACH, [_match(phrases) for phrases in sets])]

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        asked = [term for term in terms if len(term) <= _LONGEST]
        found = self._all(_FREQUENCIES, asked, [_match([(term,)]) for term in asked])
        return {term: count for term, count in found if count}

    def candidates(self, page_ids: Iterable[int]) -> list[Candidate]:
        found = self._all(_CANDIDATES, list(page_ids))
        return [Candidate(row[0], Terms(*row[2:]), row[1]) for row in found]

    def write(self, documents: Sequence[tuple[int, Terms]]) -> None:
        self.delete(page_id for page_id, _terms in documents)
        with self._connection.cursor() as cursor:
            cursor.executemany(_INSERT, [(page_id, *terms, _vector(terms)) for page_id, terms in documents])

    def delete(self, page_ids: Iterable[int]) -> None:
        self._run(_DELETE, list(page_ids))


def _vector(terms: Terms) -> str:
    """The terms as PostgreSQL writes a tsvector: ``'regio':3A,40 'stage':1A``."""
    places: dict[str, list[str]] = defaultdict(list)
    for term, place, label in _placed(terms):
        if len(term) <= _LONGEST and len(places[term]) < _MOST_PLACES:
            places[term].append(f"{min(place, _LAST_PLACE)}{label}")
    return " ".join(f"{_quoted(term)}:{','.join(found)}" for term, found in places.items() if found)


def _placed(terms: Terms) -> Iterator[tuple[str, int, str]]:
    place = 1
    for column, label in zip(terms, _LABELS, strict=True):
        for term in column.split():
            yield term, place, label
            place += 1
        place += _BETWEEN_COLUMNS


def _match(phrases: Collection[Phrase], labels: str = "") -> str:
    """The phrases as a tsquery, whose words stand side by side."""
    suffix = f":{labels}" if labels else ""
    every = [
        " <-> ".join(f"{_quoted(term)}{suffix}" for term in phrase)
        for phrase in sorted(phrases)
        if all(len(term) <= _LONGEST for term in phrase)
    ]
    return " | ".join(f"({one})" for one in every)


def _quoted(term: str) -> str:
    escaped = term.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
