"""The golden questions beside the pages of the demo: shared by the test and the benchmarks."""

from pathlib import Path

from search.documents import Document
from search.domain.queries.indexable import indexable, read_documents
from search.evaluation.measure import Answered, Question, read_questions, summary
from search.registry import findables

FILE = Path(__file__).parent / "golden" / "questions.jsonl"


def questions() -> list[Question]:
    """All golden questions."""
    return read_questions(FILE)


def is_odd(question: Question) -> bool:
    """Whether a question may be tuned on; the even ones never are."""
    return int(question.key.removeprefix("q")) % 2 == 1


def page_keys() -> dict[int, str]:
    """``kind/slug`` of every findable page, by id."""
    return {
        page.pk: f"{findable.kind}/{page.slug}"
        for findable in findables()
        for page in findable.model.objects.only("pk", "slug")
    }


def demo_documents() -> list[Document]:
    """Everything of the site that is in the index."""
    from django.utils import timezone

    return read_documents(list(indexable(timezone.now()).values_list("pk", flat=True)))


def without_typos(answers: list[Answered]) -> list[Answered]:
    """The answers that count before typo repair exists."""
    return [one for one in answers if one.kind != "typo"]


def score(answers: list[Answered]) -> float:
    """nDCG@10 over these answers."""
    return float(summary(answers)["ndcg@10"])
