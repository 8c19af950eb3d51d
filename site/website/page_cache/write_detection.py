"""Which SQL statements change what pages show."""

import re
from collections.abc import Iterator
from functools import lru_cache

from wagtail.models import Page

from website.models import Rendition
from website.models.content_page import DRAFT_FIELDS
from website.page_cache.tables import shown_tables

# The verb and table of every write in a statement.
_WRITE = re.compile(
    r"\b(?:(INSERT)(?:\s+OR\s+\w+)?\s+INTO|(UPDATE)|(DELETE)\s+FROM|(MERGE)\s+INTO)\s+"
    r'(?:ONLY\s+)?(?:"?\w+"?\.)?["`]?(\w+)',
    re.IGNORECASE,
)
_VERB = re.compile(r"[\s(]*(\w+)")
_SET = re.compile(r'"(\w+)" = ')
_CALLED = re.compile(r'\b(\w+)"?\s*\(')

SCHEMA_VERBS = frozenset({"CREATE", "ALTER", "DROP"})
# Verbs that write nothing by themselves. One that is not here, such as TRUNCATE, may write anything.
_READING_VERBS = SCHEMA_VERBS | {
    *("SELECT", "WITH", "EXPLAIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "PRAGMA"),
    *("SHOW", "SET"),
    *("ANALYZE", "VACUUM", "REINDEX", "DECLARE", "FETCH", "CLOSE", "LOCK", "LISTEN", "NOTIFY", "COMMENT"),
}


def changes_pages(statement: object) -> bool:
    """Whether a page can look otherwise after this statement than before."""
    # Drivers compose some statements from parts.
    text = statement if isinstance(statement, str) else str(statement)
    # Most statements are plain SELECTs; the answers for the others are remembered by their text.
    return (";" in text or not text.startswith("SELECT ")) and _changes_pages(text)


@lru_cache(maxsize=2_000)
def _changes_pages(statement: str) -> bool:
    writes = list(_writes_of(statement))
    if not writes:
        return verb_of(statement) not in _READING_VERBS
    return any(_is_shown(verb, table, statement) for verb, table in writes)


def _writes_of(statement: str) -> Iterator[tuple[str, str]]:
    for *verbs, table in _WRITE.findall(statement):
        yield "".join(verbs).upper(), table


def _is_shown(verb: str, table: str, statement: str) -> bool:
    if table == Rendition._meta.db_table:
        # A page makes the sizes of its pictures itself, when they are not there yet.
        return verb != "INSERT"
    return table in shown_tables() and not _changes_only_a_draft(verb, table, statement)


def _changes_only_a_draft(verb: str, table: str, statement: str) -> bool:
    """An edit of a draft writes in the live row of its page, up to twice a second."""
    if verb != "UPDATE" or table != Page._meta.db_table:
        return False
    columns = set(_SET.findall(statement.rpartition(" WHERE ")[0]))
    return bool(columns) and columns <= _draft_columns()


@lru_cache(maxsize=1)
def _draft_columns() -> set[str]:
    fields = (field for field in Page._meta.concrete_fields if field.name in DRAFT_FIELDS)
    return {str(field.column) for field in fields}


def verb_of(statement: str) -> str:
    found = _VERB.match(statement)
    return found[1].upper() if found else ""


def calls_one_of(functions: frozenset[str], statement: str) -> bool:
    """Whether one of these functions, in small letters, is called in a statement."""
    return any(name.lower() in functions for name in _CALLED.findall(statement))
