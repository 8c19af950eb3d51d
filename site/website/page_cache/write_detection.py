"""Which SQL statements change what pages show."""

import re
from functools import lru_cache

from wagtail.models import Page

from website.models import Rendition
from website.models.content_page import DRAFT_FIELDS
from website.page_cache.tables import shown_tables

# The verb and table of every write in a statement.
_WRITE = re.compile(
    r"\b(INSERT(?:\s+OR\s+\w+)?\s+INTO|UPDATE|DELETE\s+FROM|MERGE\s+INTO|TRUNCATE|COPY)\s+"
    r'(?:(?:ONLY|TABLE)\s+)?(?:"?\w+"?\.)?["`]?(\w+)',
    re.IGNORECASE,
)
_SET = re.compile(r'"(\w+)" = ')


def changes_pages(statement: object) -> bool:
    """Whether a page can look otherwise after this statement than before."""
    # Drivers compose some statements from parts.
    text = statement if isinstance(statement, str) else str(statement)
    # Most statements are plain SELECTs; the answers for the others are remembered by their text.
    return (";" in text or not text.startswith("SELECT ")) and _changes_pages(text)


@lru_cache(maxsize=2_000)
def _changes_pages(statement: str) -> bool:
    return any(_is_shown(verb.upper(), table, statement) for verb, table in _WRITE.findall(statement))


def _is_shown(verb: str, table: str, statement: str) -> bool:
    if table == Rendition._meta.db_table:
        # A page makes the sizes of its pictures itself, when they are not there yet.
        return not verb.startswith("INSERT")
    if verb == "UPDATE" and table == Page._meta.db_table:
        # An edit of a draft writes in the live row of its page, up to twice a second.
        columns = set(_SET.findall(statement.rpartition(" WHERE ")[0]))
        draft = {field.column for field in Page._meta.concrete_fields if field.name in DRAFT_FIELDS}
        return not columns or not columns <= draft
    return table in shown_tables()
