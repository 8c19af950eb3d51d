"""The same golden questions on every engine: whoever answers, people find the same."""

import pytest

from search.analysis.synonyms import shipped_sets
from search.engines.tuning import RelatedPages
from search.evaluation.measure import ask
from tests.search.contract.subject import Asking, DatabaseSubject
from tests.search.golden_questions import demo_documents, page_keys, questions, score, without_typos

NEAR_ENOUGH = 0.02


def score_of(subject: Asking) -> float:
    engine = subject.engine(*shipped_sets().values(), related=RelatedPages())
    return score(without_typos(ask(engine, questions(), page_keys())))


@pytest.mark.live
@pytest.mark.parametrize("name", ["postgresql", "elasticsearch"])
def test_golden_questions_are_answered_as_well_as_on_sqlite(demo, db, name, request):
    subject = request.getfixturevalue(f"{name}_subject")
    subject.write(*demo_documents())

    assert abs(score_of(subject) - score_of(DatabaseSubject("default"))) <= NEAR_ENOUGH
