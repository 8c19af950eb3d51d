"""Kinship: what is about the same things as the best hits.

A lesson that never says "coordinator" may be the best help for who asks about one that leaves, when
it is tied to the same obstacle as the pages that do. The rarer a shared value, the more it says.
"""

from dataclasses import dataclass
from typing import NamedTuple

from search.engines.catalogue import Reader
from search.engines.facets import Pair
from search.port import KIND, YEAR

Ranked = list[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class Kinship:
    """``leaders`` of the ranking say what it is about; sharing that raises a score by at most about
    ``weight`` times the best one."""

    leaders: int = 5
    weight: float = 0.3

    def raised(self, ranked: Ranked, reader: Reader) -> Ranked:
        """The ranking again, with what hits share with the leaders."""
        if not self.weight or len(ranked) < 2 or ranked[0][1] <= 0:
            return ranked
        best = ranked[0][1]
        themes = self._themes(ranked, reader)
        own = {page_id: score / best for page_id, score in ranked[: self.leaders]}
        raised = [
            (page_id, score + self.weight * best * _shared(page_id, themes, own.get(page_id, 0.0), reader))
            for page_id, score in ranked
        ]
        return sorted(raised, key=lambda one: (-one[1], -one[0]))

    def near(self, ranked: Ranked, reader: Reader, number: int) -> list[int]:
        """Up to ``number`` pages that are no hit and share most with the leaders."""
        if not self.weight or not ranked or number <= 0:
            return []
        themes = self._themes(ranked, reader)
        known = {page_id for page_id, _score in ranked}
        others = {page_id for pair in themes for page_id in reader.having(pair)} - known
        shared = {page_id: _shared(page_id, themes, 0.0, reader) for page_id in others}
        return sorted(shared, key=lambda page_id: (-shared[page_id], -page_id))[:number]

    def _themes(self, ranked: Ranked, reader: Reader) -> dict[Pair, "_Theme"]:
        """What the leaders are about: per value how many of them, by their scores, and how rare it is."""
        best = ranked[0][1] or 1.0
        votes: dict[Pair, float] = {}
        for page_id, score in ranked[: self.leaders]:
            for pair in reader.card(page_id).facets:
                if pair[0] not in (KIND, YEAR):
                    votes[pair] = votes.get(pair, 0.0) + score / best
        return {pair: _Theme(vote, reader.rarity(pair)) for pair, vote in votes.items()}


class _Theme(NamedTuple):
    votes: float
    rarity: float


def _shared(page_id: int, themes: dict[Pair, _Theme], own: float, reader: Reader) -> float:
    """The best of what a page shares with leaders other than itself."""
    best = 0.0
    for pair in reader.card(page_id).facets:
        theme = themes.get(pair)
        if theme and (theme.votes - own) * theme.rarity > best:
            best = (theme.votes - own) * theme.rarity
    return best
