"""Related pages: pages about the same things as the best hits.

A lesson that never says "coordinator" may be the best help for who asks about one that leaves, when
it is tied to the same obstacle as the pages that do. The rarer a shared value, the more it says.
"""

from dataclasses import dataclass
from typing import NamedTuple, Protocol

from search.engines.facets import Pair, Pairs
from search.port import KIND, YEAR
from search.ranking import rarity
from search.registry import facets_of_lists

Ranked = list[tuple[int, float]]


class Facts(Protocol):
    """What an engine knows of the facets of its documents, as far as the viewer may."""

    def facets_of(self, page_id: int) -> Pairs:
        """The facets of a document that was found."""

    def telling(self, pair: Pair) -> float:
        """How much sharing this code says; see :func:`telling`."""


class Shelves(Facts, Protocol):
    """An engine that can list the documents with a code."""

    def having(self, pair: Pair) -> set[int]:
        """The documents with this code of a facet."""


def telling(documents: int, having: int) -> float:
    """How much sharing a code says: 1 for two documents that have it alone, 0 for what all have."""
    documents = max(documents, 2)
    return (rarity(documents, having) / rarity(documents, 1)) ** 2


@dataclass(frozen=True, slots=True)
class RelatedPages:
    """``leaders`` of the ranking say what it is about; sharing that raises a score by at most about
    ``weight`` times the best one."""

    leaders: int = 5
    weight: float = 0.3

    def raised(self, ranked: Ranked, reader: Facts) -> Ranked:
        """The ranking again, with what hits share with the leaders."""
        if not self.weight or len(ranked) < 2 or ranked[0][1] <= 0:
            return ranked
        best = ranked[0][1]
        themes = self.themes(ranked, reader)
        own = {page_id: score / best for page_id, score in ranked[: self.leaders]}
        raised = [
            (page_id, score + self.weight * best * _shared(page_id, themes, own.get(page_id, 0.0), reader))
            for page_id, score in ranked
        ]
        return sorted(raised, key=lambda one: (-one[1], -one[0]))

    def near(self, ranked: Ranked, reader: Shelves, number: int) -> list[int]:
        """Up to ``number`` pages that are no hit and share most with the leaders."""
        if not self.weight or not ranked or number <= 0:
            return []
        themes = self.themes(ranked, reader)
        known = {page_id for page_id, _score in ranked}
        others = {page_id for pair in themes for page_id in reader.having(pair)} - known
        shared = {page_id: _shared(page_id, themes, 0.0, reader) for page_id in others}
        return sorted(shared, key=lambda page_id: (-shared[page_id], -page_id))[:number]

    def themes(self, ranked: Ranked, reader: Facts) -> dict[Pair, "Theme"]:
        """What the leaders are about: per value how many of them, by their scores, and how much it says."""
        return {pair: Theme(vote, reader.telling(pair)) for pair, vote in self.votes(ranked, reader).items()}

    def votes(self, ranked: Ranked, reader: Facts) -> dict[Pair, float]:
        best = (ranked[0][1] if ranked else 0.0) or 1.0
        ignored = {KIND, YEAR, *facets_of_lists()}
        votes: dict[Pair, float] = {}
        for page_id, score in ranked[: self.leaders]:
            for pair in reader.facets_of(page_id):
                if pair[0] not in ignored:
                    votes[pair] = votes.get(pair, 0.0) + score / best
        return votes


class Theme(NamedTuple):
    """A value that leaders share: their votes for it, and how much sharing it says."""

    votes: float
    telling: float


def _shared(page_id: int, themes: dict[Pair, Theme], own: float, reader: Facts) -> float:
    """The best of what a page shares with leaders other than itself."""
    best = 0.0
    for pair in reader.facets_of(page_id):
        theme = themes.get(pair)
        if theme and (theme.votes - own) * theme.telling > best:
            best = (theme.votes - own) * theme.telling
    return best
