"""How quick the search is: engine calls among many real passages, and whole requests on the demo.

Run: python -m tests.benchmarks.search_speed [NUMBER OF PASSAGES]

The passages lie beside the checkout (or where REGIOBRUG_DATA says) and are not part of it. Besides the
clock the processor's own time is given, which does not suffer from what else runs on the machine.
"""

import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.demo_database import CHECKOUT, demo_database

ROUNDS = 2


def main(number: int) -> None:
    """Print p50 and p95 in milliseconds."""
    data = Path(os.environ.get("REGIOBRUG_DATA", CHECKOUT.parent / "shared" / "data"))
    corpus = data / "corpus" / "passages.nl.jsonl.gz"
    with demo_database():
        from tests.search.golden_questions import questions

        texts = [question.text for question in questions()] * ROUNDS
        whole_requests(texts)
        if not corpus.exists():
            sys.exit(f"{corpus} is not there; REGIOBRUG_DATA names the folder with the corpus.")
        engine_calls(corpus, number, texts)


def whole_requests(texts: list[str]) -> None:
    """``/zoeken/`` on the demo, from address to HTML."""
    from django.test import Client

    client = Client(HTTP_HOST="localhost")
    measure("/zoeken/, whole request, demo", lambda text: client.get("/zoeken/", {"q": text}), texts)


def engine_calls(corpus: Path, number: int, texts: list[str]) -> None:
    """The engine alone, among ``number`` passages with facets."""
    from accounts.viewer import Viewer
    from search.analysis.synonyms import SynonymTable, shipped_sets
    from search.documents import Document
    from search.evaluation.files import read_passages
    from search.evaluation.throwaway import throwaway_index
    from search.port import Query

    passages = read_passages(corpus)
    random.Random(1).shuffle(passages)
    documents = [
        Document(
            page_id=place,
            title=one.title,
            body=one.text,
            kind=f"kind{place % 5}",
            facets={"topic": (f"t{place % 24}",), "region": (f"r{place % 35}",)},
            readers=("public",),
        )
        for place, one in enumerate(passages[:number], start=1)
    ]
    started = time.process_time()
    with throwaway_index(documents, SynonymTable.of(shipped_sets().values())) as make:
        took = time.process_time() - started
        print(f"indexing {len(documents)} passages: {took:.1f} s of processor time")
        engine, viewer = make(), Viewer.public()
        measure(
            f"engine call, {len(documents)} passages",
            lambda text: engine.search(Query(text=text), viewer),
            texts,
        )


def measure(name: str, ask: Callable[[str], object], texts: list[str]) -> None:
    """Ask everything once to warm up, then measure."""
    from search.evaluation.metrics import percentile

    for text in texts[: len(texts) // ROUNDS]:
        ask(text)
    clock, processor = [], []
    for text in texts:
        started = time.perf_counter(), time.process_time()
        ask(text)
        clock.append((time.perf_counter() - started[0]) * 1_000)
        processor.append((time.process_time() - started[1]) * 1_000)
    figures = "  ".join(
        f"{label} p50 {percentile(values, 0.5):.1f} p95 {percentile(values, 0.95):.1f} ms"
        for label, values in (("clock", clock), ("processor", processor))
    )
    print(f"{name}: {figures} (n = {len(texts)})", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
