"""Figures of retrieval: nDCG, recall, reciprocal rank, and how long it took."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

DEPTH = 10


@dataclass(frozen=True, slots=True)
class Answered:
    """A question's type, its graded answers, what was found in order, and in how many milliseconds."""

    kind: str
    relevant: Mapping[str, int]
    found: Sequence[str]
    milliseconds: float


def gain(grades: Iterable[int]) -> float:
    """Discounted cumulative gain: 2^grade − 1, divided by the logarithm of the place (from 2)."""
    return float(sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades)))


def ndcg(one: Answered, depth: int = DEPTH) -> float:
    """Gain of the first ``depth`` hits as a share of the best that was possible."""
    best = gain(sorted(one.relevant.values(), reverse=True)[:depth])
    return gain(one.relevant.get(key, 0) for key in one.found[:depth]) / best if best else 0.0


def recall(one: Answered, depth: int = DEPTH) -> float:
    """The share of the relevant answers among the first ``depth`` hits."""
    wanted = {key for key, grade in one.relevant.items() if grade > 0}
    return len(wanted.intersection(one.found[:depth])) / len(wanted) if wanted else 0.0


def reciprocal_rank(one: Answered, depth: int = DEPTH) -> float:
    """One divided by the place of the first relevant hit among the first ``depth``; 0 without."""
    places = [place for place, key in enumerate(one.found[:depth], start=1) if one.relevant.get(key, 0) > 0]
    return 1 / places[0] if places else 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """The value that ``share`` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else 0.0


def summary(answers: Sequence[Answered]) -> dict[str, Any]:
    """All figures over these questions; ``no_hit`` counts those without a relevant hit at all."""
    number = len(answers) or 1
    times = [one.milliseconds for one in answers]
    return {
        "n": len(answers),
        "ndcg@10": round(sum(map(ndcg, answers)) / number, 4),
        "recall@10": round(sum(map(recall, answers)) / number, 4),
        "mrr": round(sum(map(reciprocal_rank, answers)) / number, 4),
        "no_hit": sum(1 for one in answers if not reciprocal_rank(one)),
        "p50_ms": round(percentile(times, 0.5), 2),
        "p95_ms": round(percentile(times, 0.95), 2),
    }


def by_type(answers: Sequence[Answered]) -> dict[str, dict[str, Any]]:
    """The same per type of question, in alphabetical order."""
    kinds = sorted({one.kind for one in answers})
    return {kind: summary([one for one in answers if one.kind == kind]) for kind in kinds}
