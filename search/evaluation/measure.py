"""Measuring an engine: it is asked every question, and gets nDCG, recall, reciprocal rank and times."""

import math
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accounts.viewer import Viewer
from search.evaluation.files import Question
from search.port import Engine, Query

DEPTH = 10
# So many questions are asked once beforehand, so that reading data files is not timed.
WARM_UP = 5


@dataclass(frozen=True, slots=True)
class Answered:
    """A question's type, its graded answers, what was found in order, and in how many milliseconds."""

    kind: str
    relevant: Mapping[str, int]
    found: Sequence[str]
    milliseconds: float


def ask(
    engine: Engine,
    questions: Sequence[Question],
    keys: Mapping[int, str],
    *,
    progress: Callable[[int, int], None] | None = None,
) -> list[Answered]:
    """The answers of an engine; ``keys`` gives the key of a document by its page id."""
    viewer = Viewer.public()
    for question in questions[:WARM_UP]:
        engine.search(Query(text=question.text), viewer)
    answers = []
    for number, question in enumerate(questions, start=1):
        query = Query(text=question.text, size=DEPTH)
        started = time.perf_counter()
        results = engine.search(query, viewer)
        took = (time.perf_counter() - started) * 1_000
        found = [keys.get(hit.page_id, "") for hit in results.hits]
        answers.append(Answered(question.kind, question.relevant, found, took))
        if progress:
            progress(number, len(questions))
    return answers


def gain(grades: Iterable[int]) -> float:
    """Discounted cumulative gain: 2^grade − 1, divided by the logarithm of the place (from 2)."""
    return float(sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades)))


def ndcg(one: Answered) -> float:
    """Gain of the first ``DEPTH`` hits as a share of the best that was possible."""
    best = gain(sorted(one.relevant.values(), reverse=True)[:DEPTH])
    return gain(one.relevant.get(key, 0) for key in one.found[:DEPTH]) / best if best else 0.0


def recall(one: Answered) -> float:
    """The share of the relevant answers among the first ``DEPTH`` hits."""
    wanted = {key for key, grade in one.relevant.items() if grade > 0}
    return len(wanted.intersection(one.found[:DEPTH])) / len(wanted) if wanted else 0.0


def reciprocal_rank(one: Answered) -> float:
    """One divided by the place of the first relevant hit among the first ``DEPTH``; 0 without."""
    places = [place for place, key in enumerate(one.found[:DEPTH], start=1) if one.relevant.get(key, 0) > 0]
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
    kinds = sorted({one.kind for one in answers})
    return {kind: summary([one for one in answers if one.kind == kind]) for kind in kinds}
