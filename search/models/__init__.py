"""Models of the search room: the index itself, the synonyms, and what was dropped at the last wall."""

from search.models.dropped_hits import DroppedHits
from search.models.entry import Entry
from search.models.entry_text import EntryText
from search.models.index_state import IndexState
from search.models.outside_index import OutsideIndex
from search.models.source_version import SourceVersion
from search.models.synonym import LoadedRow, Synonym

__all__ = [
    "DroppedHits",
    "Entry",
    "EntryText",
    "IndexState",
    "LoadedRow",
    "OutsideIndex",
    "SourceVersion",
    "Synonym",
]
