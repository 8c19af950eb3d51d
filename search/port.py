"""The port: what the site asks of a search engine, whichever answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from accounts.viewer import Viewer
from search.analysis.synonyms import Phrase
from search.documents import Document

PAGE_SIZE = 10
MOST_PAGES = 100
LONGEST_QUERY = 200

# Facets that every document has; rooms register the others.
KIND = "kind"
YEAR = "year"


class Sort(StrEnum):
    BEST = "best"
    NEWEST = "newest"
    CHECKED = "checked"


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody asks. ``filters`` holds the chosen codes per facet; pages count from one;
    ``explain`` asks every hit why it is there."""

    text: str = ""
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sort: Sort = Sort.BEST
    page: int = 1
    size: int = PAGE_SIZE
    explain: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that answers, with its ``codes`` by facet; ``why`` names what was found where. A ``near``
    one has none of the words: it is about the same things as the best hits."""

    page_id: int
    codes: Mapping[str, tuple[str, ...]]
    score: float = 0.0
    why: tuple[str, ...] = ()
    near: bool = False

    @property
    def kind(self) -> str:
        return next(iter(self.codes.get(KIND, ())), "")


@dataclass(frozen=True, slots=True)
class Results:
    """An engine's answer; near hits come last, on a first page with room, and are not in ``total``.
    ``facets`` counts documents per code with the facet's own filter left out, and ``without`` all of those
    documents, for every filtered facet. A ``degraded`` answer comes from another engine than the one that was
    asked first."""

    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    without: Mapping[str, int] = field(default_factory=dict)
    synonyms: tuple[str, ...] = ()
    phrases: frozenset[Phrase] = frozenset()
    engine: str = ""
    degraded: bool = False


@dataclass(frozen=True, slots=True)
class Health:
    """Whether an engine can answer, and from how much. ``outdated`` documents were analysed by an
    older version of the analyser."""

    ok: bool
    documents: int = 0
    outdated: int = 0
    message: str = ""


class EngineDown(Exception):
    """An engine could not answer, or not from all it has. The message is for the log."""


class Searcher(Protocol):
    """What finds. A viewer is always asked for, so that nobody can search unfiltered."""

    name: str

    def search(self, query: Query, viewer: Viewer) -> Results: ...

    def health(self) -> Health:
        """How the engine is; never raises."""


class Engine(Searcher, Protocol):
    def index(self, documents: Sequence[Document]) -> None:
        """Add documents, or replace the ones with the same page; all or none."""

    def remove(self, page_ids: Iterable[int]) -> None:
        """Take documents out; unknown ids do no harm."""
