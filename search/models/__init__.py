"""Models of the search room: the index itself, the synonyms, and what was dropped at the last wall."""

from search.models.entry import Entry
from search.models.entry_text import EntryText
from search.models.external_index import ExternalIndex
from search.models.index_state import IndexState
from search.models.leak_count import LeakCount
from search.models.source_version import SourceVersion
from search.models.synonym import LoadedRow, Synonym

__all__ = [
    "Entry",
    "EntryText",
    "ExternalIndex",
    "IndexState",
    "LeakCount",
    "LoadedRow",
    "SourceVersion",
    "Synonym",
]
