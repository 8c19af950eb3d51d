"""What each part of the search is worth: the golden questions with that part switched off.

Run: python -m tests.benchmarks.search_ablation
"""

import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from tests.benchmarks.demo_database import demo_database

TYPES = ("title", "question", "compound", "abbreviation", "synonym", "english")
STEMMING_MODULES = ("query", "terms", "synonyms", "highlight")


def main() -> None:
    """Print the table."""
    with demo_database():
        from search.engines.tuning import QueryPruning, RelatedPages

        alone = RelatedPages(weight=0)
        print_head()
        row("everything")
        row("without synonyms", weights=weights(synonym=0))
        row("without splitting compounds", weights=weights(apart=0, joined=0, part=0), rules=rules(part=0))
        row("without related pages", related=alone)
        row("function words count fully", rules=rules(function_word=1.0))
        row("title and lead weigh like the rest", rules=rules(title=1.0, tags=1.0))
        row("without missing-word penalty", rules=rules(coverage=0))
        row("without phrases", rules=rules(neighbours=0, title_phrase=0, title_exact=0))
        row("without length", rules=rules(length=0))
        row("every word must be met (AND)", pruning=QueryPruning(enough=1.0), related=alone)
        with stemming_by(lambda word: word):
            row("without stemming")
        from search.analysis.stem import kraaij_pohlmann

        with stemming_by(kraaij_pohlmann):
            row("Kraaij-Pohlmann unguarded")
        with stemming_by(porter()):
            row("Porter's Dutch stemmer")
        with stemming_by(lambda word: word):
            row(
                "all of it off (plain OR)",
                weights=weights(synonym=0, apart=0, joined=0, part=0),
                rules=rules(part=0, function_word=1.0, title=1.0, tags=1.0, coverage=0, neighbours=0),
                related=alone,
            )


def weights(**values: float) -> Any:
    """Weights of alternatives, with some changed."""
    from search.analysis.query import Weights

    return Weights(**values)


def rules(**values: float) -> Any:
    """Rules of ranking, with some changed."""
    from search.ranking import Rules

    return Rules(**values)


def print_head() -> None:
    """The names of the columns."""
    columns = "".join(name[:8].rjust(9) for name in ("all", "odd", "even", *TYPES))
    print(f"{'nDCG@10 without typos':36}{columns}")


def row(name: str, **tuning: Any) -> None:
    """Index the demo anew, ask an engine that is tuned so, print one row."""
    from search.analysis.synonyms import SynonymTable, shipped_sets
    from search.engines.tuning import Tuning
    from search.evaluation.measure import ask
    from search.evaluation.throwaway import throwaway_index
    from tests.search.golden_questions import (
        demo_documents,
        is_odd,
        page_keys,
        questions,
        score,
        without_typos,
    )

    asked = questions()
    table = SynonymTable.of(shipped_sets().values())
    with throwaway_index(demo_documents(), table) as make:
        answers = ask(make(tuning=Tuning(**tuning)), asked, page_keys())
    halves = [
        without_typos([one for question, one in zip(asked, answers, strict=True) if is_odd(question) is odd])
        for odd in (True, False)
    ]
    kinds = [[one for one in answers if one.kind == kind] for kind in TYPES]
    figures = [score(part) for part in (without_typos(answers), *halves, *kinds)]
    print(f"{name:36}" + "".join(f"{figure:9.3f}" for figure in figures), flush=True)


@contextmanager
def stemming_by(stem: Callable[[str], str]) -> Iterator[None]:
    """Another stemmer in the whole analyser, for as long as the block lasts."""
    modules = [importlib.import_module(f"search.analysis.{name}") for name in STEMMING_MODULES]
    terms = importlib.import_module("search.analysis.terms")
    kept = [module.stem for module in modules]
    for module in modules:
        module.stem = stem
    terms.parts_of.cache_clear()
    try:
        yield
    finally:
        for module, known in zip(modules, kept, strict=True):
            module.stem = known
        terms.parts_of.cache_clear()


def porter() -> Callable[[str], str]:
    """The other stemmer for Dutch that PyStemmer has."""
    import Stemmer

    stemmer: Callable[[str], str] = Stemmer.Stemmer("dutch_porter").stemWord
    return stemmer


if __name__ == "__main__":
    main()
