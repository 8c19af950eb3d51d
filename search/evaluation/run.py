"""Asking an engine every question."""

import time
from collections.abc import Callable, Mapping, Sequence

from accounts.viewer import Viewer
from search.evaluation.files import Question
from search.evaluation.metrics import DEPTH, Answered
from search.port import Engine, Query

WARM_UP = 5


def ask(
    engine: Engine,
    questions: Sequence[Question],
    keys: Mapping[int, str],
    *,
    progress: Callable[[int, int], None] | None = None,
) -> list[Answered]:
    """The answers of an engine; ``keys`` gives the key of a document by its page id.

    The first few questions are asked once beforehand, so that reading data files is not timed.
    """
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
