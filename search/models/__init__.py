"""Models of the search room: the index itself, the synonyms, and what was dropped at the last wall."""

from search.models.entry import Entry, EntryText, IndexState, LeakCount
from search.models.external_index import ExternalIndex, SourceVersion
from search.models.synonym import Synonym

__all__ = [
    "Entry",
    "EntryText",
    "ExternalIndex",
    "IndexState",
    "LeakCount",
    "SourceVersion",
    "Synonym",
]
