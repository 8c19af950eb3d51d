"""Which statements change what readers see: all that write, but those in tables that were left out."""

import re
from collections.abc import Iterable
from functools import lru_cache

from wagtail.models import Page

from website.models.content_page import DRAFT_FIELDS

_WRITE = re.compile(
    r'\s*(?:(INSERT)(?:\s+OR\s+\w+)?\s+INTO|(UPDATE)|(DELETE)\s+FROM)\s+["`]?(\w+)["`]?', re.IGNORECASE
)
_VERB = re.compile(r"[\s(]*(\w+)")
_SET = re.compile(r'"(\w+)" = ')
_WRITES_INSIDE = re.compile(r"\b(INSERT|UPDATE|DELETE|MERGE)\b", re.IGNORECASE)
_ANOTHER = re.compile(r";\s*\S")
_CALLED = re.compile(r'\b(\w+)"?\s*\(')

TABLES_CHANGE = frozenset({"CREATE", "ALTER", "DROP"})
# Anything else, also what is not known here, counts as a change.
_HARMLESS = TABLES_CHANGE | {
    *("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "PRAGMA", "SHOW", "SET", "ANALYZE"),
    *("VACUUM", "REINDEX", "DECLARE", "FETCH", "CLOSE", "LOCK", "LISTEN", "NOTIFY", "COMMENT"),
}
_EVERY_VERB = ("INSERT", "UPDATE", "DELETE")

_left_out: set[tuple[str, str]] = set()


def leave_out(*tables: str, verbs: Iterable[str] = _EVERY_VERB) -> None:
    """Say that no page shows what these tables hold, so that writing in them leaves every page as it is.

    Raises ValueError for a verb that is none of INSERT, UPDATE and DELETE.
    """
    verbs = frozenset(verbs)
    if unknown := verbs.difference(_EVERY_VERB):
        raise ValueError(f"Nothing writes by {', '.join(sorted(unknown))}.")
    _left_out.update((verb, table) for table in tables for verb in verbs)
    _changes_content.cache_clear()


def verb_of(statement: str) -> str:
    """The first word of a statement, in capitals."""
    found = _VERB.match(statement)
    return found[1].upper() if found else ""


def changes_content(statement: object) -> bool:
    """Whether a page can look otherwise after this statement than before."""
    # What is composed by a driver is seen as it reads.
    text = statement if isinstance(statement, str) else str(statement)
    # Most are such; no others are worth remembering by their text.
    return (";" in text or not text.startswith("SELECT ")) and _changes_content(text)


@lru_cache(maxsize=2_000)
def _changes_content(statement: str) -> bool:
    if _ANOTHER.search(statement):
        return True
    write = _WRITE.match(statement)
    if write:
        verb = (write[1] or write[2] or write[3]).upper()
        return (verb, write[4]) not in _left_out and not _touches_only_a_draft(verb, write[4], statement)
    verb = verb_of(statement)
    if verb in {"WITH", "EXPLAIN"}:
        return _WRITES_INSIDE.search(statement) is not None
    return verb not in _HARMLESS


def calls_one_of(functions: frozenset[str], statement: str) -> bool:
    """Whether one of these functions, in small letters, is called in a statement."""
    return any(name.lower() in functions for name in _CALLED.findall(statement))


def _touches_only_a_draft(verb: str, table: str, statement: str) -> bool:
    """Somebody who edits a page writes on its live row, up to twice a second."""
    if verb != "UPDATE" or table != Page._meta.db_table:
        return False
    columns = set(_SET.findall(statement.rpartition(" WHERE ")[0]))
    return bool(columns) and columns <= _draft_columns()


@lru_cache(maxsize=1)
def _draft_columns() -> set[str]:
    fields = (field for field in Page._meta.concrete_fields if field.name in DRAFT_FIELDS)
    return {str(field.column) for field in fields}
