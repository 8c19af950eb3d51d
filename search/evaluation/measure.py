"""Measuring an engine: passages and questions of one JSON object a line, and nDCG, recall, rank and times."""

import gzip
import json
import math
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from search.port import Engine, Query

DEPTH = 10
# So many questions are asked once beforehand, so that reading data files is not timed.
WARM_UP = 5


class FaultyFile(Exception):
    """A file that cannot be used; the message names the line and why."""


@dataclass(frozen=True, slots=True)
class Passage:
    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    key: str
    text: str
    kind: str
    relevant: dict[str, int]


def read_passages(path: Path) -> list[Passage]:
    """Passages ``{"id", "title", "text"}``; raises FaultyFile."""
    return [
        Passage(key, _text(row, "title", where), _text(row, "text", where)) for where, key, row in _rows(path)
    ]


def read_questions(path: Path) -> list[Question]:
    """Questions ``{"id", "text", "type", "relevant": {passage id: grade}}``; raises FaultyFile."""
    return [
        Question(key, _text(row, "text", where), _text(row, "type", where), _grades(row, where))
        for where, key, row in _rows(path)
    ]


def _rows(path: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    try:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise FaultyFile(f"{path}: {error}") from error
    if not text.strip():
        raise FaultyFile(_("%(file)s is empty") % {"file": path})
    seen: set[str] = set()
    # Not splitlines: a text may hold other separators of lines inside its quotes.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            row = json.loads(line)
        except ValueError as error:
            told = {"where": where, "error": error}
            raise FaultyFile(_("%(where)s: no JSON (%(error)s)") % told) from error
        if not isinstance(row, dict):
            raise FaultyFile(_("%(where)s: no object") % {"where": where})
        key = _text(row, "id", where)
        if key in seen:
            raise FaultyFile(_("%(where)s: the id “%(id)s” is used twice") % {"where": where, "id": key})
        seen.add(key)
        yield where, key, row


def _text(row: dict[str, Any], name: str, where: str) -> str:
    value = row.get(name)
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise FaultyFile(_("%(where)s: “%(name)s” is missing or no text") % {"where": where, "name": name})
    return str(value)


def _grades(row: dict[str, Any], where: str) -> dict[str, int]:
    value = row.get("relevant")
    if not isinstance(value, dict) or not all(type(grade) is int and grade >= 0 for grade in value.values()):
        raise FaultyFile(
            _("%(where)s: “relevant” must give a whole number for every passage") % {"where": where}
        )
    return {str(key): grade for key, grade in value.items()}


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
