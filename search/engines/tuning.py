"""What can be tuned of an engine: what finds, what answers enough of a question, and what weighs how much."""

from dataclasses import dataclass, field

from search.analysis.query import Group, Weights, Words
from search.engines.related import RelatedPages
from search.ranking import Ranker, Rules

WeightedGroups = list[tuple[Group, float]]


@dataclass(frozen=True, slots=True)
class QueryPruning:
    """Where finding stops, so that a question takes little time and gives no noise.

    A word in more than ``common`` of the documents, and in more than ``common_from`` of them, finds
    nothing when a rarer one was asked too, nor does a function word beside any other; a
    document that meets less than ``enough`` of what the best one meets is no hit; only the ``scored``
    hits that meet most are scored.
    """

    common: float = 0.25
    common_from: int = 500
    enough: float = 0.2
    scored: int = 100

    def finding(self, words: Words, ranker: Ranker) -> WeightedGroups:
        """The words that find, with what they say; in a large index only the rarer ones, if there are."""
        every = [
            (group, weight)
            for group, weight in zip(words.groups, ranker.weights(), strict=True)
            if ranker.reach(group)
        ]
        telling = [one for one in every if not one[0].function] or every
        most = max(self.common_from, self.common * ranker.documents)
        rare = [one for one in telling if ranker.reach(one[0]) <= most]
        return rare or sorted(telling, key=lambda one: -one[1])[:2]


@dataclass(frozen=True, slots=True)
class Tuning:
    """What an engine finds and ranks with."""

    weights: Weights = field(default_factory=Weights)
    rules: Rules = field(default_factory=Rules)
    pruning: QueryPruning = field(default_factory=QueryPruning)
    related: RelatedPages = field(default_factory=RelatedPages)
