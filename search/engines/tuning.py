"""What can be tuned of an engine: what finds, which pages are related, and what weighs how much."""

from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from search.analysis.query import Group, Weights, Words
from search.engines.facets import Pair, Pairs
from search.port import KIND, YEAR
from search.ranking import Ranker, Rules, rarity
from search.registry import facets_of_lists

Ranked = list[tuple[int, float]]
WeightedGroups = list[tuple[Group, float]]


@dataclass(frozen=True, slots=True)
class QueryPruning:
    """Where finding stops. A word in more than ``common`` of the documents, and in more than ``common_from``
    of them, finds nothing when a rarer one was asked too, nor does a function word beside any other; a
    document that meets less than ``enough`` of what the best one meets is no hit; only the ``scored`` that
    meet most are scored."""

    common: float = 0.25
    common_from: int = 500
    enough: float = 0.2
    scored: int = 100

    def finding(self, words: Words, ranker: Ranker) -> WeightedGroups:
        """The words that find, with what they say; in a large index only the rarer ones, if there are."""
        every = [
            (group, weight)
            for group, weight in zip(words.groups, ranker.weights, strict=True)
            if ranker.reach(group)
        ]
        telling = [one for one in every if not one[0].function] or every
        most = max(self.common_from, self.common * ranker.documents)
        rare = [one for one in telling if ranker.reach(one[0]) <= most]
        return rare or sorted(telling, key=lambda one: -one[1])[:2]


class Facts(Protocol):
    """What an engine knows of the facets of its documents, as far as the viewer may."""

    def facets_of(self, page_id: int) -> Pairs: ...

    def telling(self, pair: Pair) -> float: ...


class Shelves(Facts, Protocol):
    def having(self, pair: Pair) -> set[int]: ...


def telling(documents: int, having: int) -> float:
    """How much sharing a code says: 1 for two documents that have it alone, 0 for what all have."""
    documents = max(documents, 2)
    return (rarity(documents, having) / rarity(documents, 1)) ** 2


@dataclass(frozen=True, slots=True)
class RelatedPages:
    """A lesson that never says "coordinator" may be the best help for who asks about one that leaves, when it
    is tied to the same obstacle as the pages that do. ``leaders`` of the ranking say what it is about;
    sharing that raises a score by at most about ``weight`` times the best. The rarer a shared value, the more
    it says."""

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


@dataclass(frozen=True, slots=True)
class Tuning:
    weights: Weights = field(default_factory=Weights)
    rules: Rules = field(default_factory=Rules)
    pruning: QueryPruning = field(default_factory=QueryPruning)
    related: RelatedPages = field(default_factory=RelatedPages)
