"""Engine calls among passages, on a throw-away index of the database or of Elasticsearch."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django

from tests.benchmarks.corpus import asked, passages
from tests.benchmarks.figures import percentile, progress

# Compilers and caches of every server have seen the questions before they are timed.
WARM_UP, ROUNDS = 2, 3


@dataclass(frozen=True)
class Took:
    """Milliseconds of every call, and of the processor in this process for each."""

    clock: Sequence[float]
    processor: Sequence[float]

    @property
    def n(self) -> int:
        """How many calls there were."""
        return len(self.clock)

    def p50(self) -> float:
        """The middle one, in milliseconds."""
        return percentile(self.clock, 0.5)

    def p95(self) -> float:
        """What all but one in twenty stay under, in milliseconds."""
        return percentile(self.clock, 0.95)

    def __str__(self) -> str:
        used = percentile(self.processor, 0.5), percentile(self.processor, 0.95)
        return f"p50 {self.p50():.1f} p95 {self.p95():.1f} ms; processor {used[0]:.1f} and {used[1]:.1f} ms"


def timed(*asks: Callable[[str], object], rounds: int = ROUNDS) -> list[Took]:
    """Ask everything in each way, in turn, so that what else runs on the machine slows all ways."""
    texts = asked()
    for text in texts * WARM_UP:
        for ask in asks:
            ask(text)
    came: list[tuple[list[float], list[float]]] = [([], []) for _ in asks]
    for text in texts * rounds:
        for ask, (clock, processor) in zip(asks, came, strict=True):
            started = time.perf_counter(), time.thread_time()
            ask(text)
            clock.append((time.perf_counter() - started[0]) * 1_000)
            processor.append((time.thread_time() - started[1]) * 1_000)
    return [Took(*one) for one in came]


@contextmanager
def bare_site(**more: str) -> Iterator[Path]:
    """Django in this process on a database with nothing but tables, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="regiobrug-bench-") as folder:
        os.environ.update(
            REGIOBRUG_VAR=folder,
            DJANGO_SETTINGS_MODULE="config.settings.test",
            REGIOBRUG_DATABASE=f"sqlite:///{folder}/bench.sqlite3",
            # What takes long is to be measured here, and not handed to another engine.
            REGIOBRUG_ELASTICSEARCH_SEARCH_SECONDS="60",
            **more,
        )
        django.setup()
        yield Path(folder)


def documents(number: int) -> list[Any]:
    """So many passages as the engines take them, with facets; everybody may read them."""
    from search.documents import Document

    return [
        Document(
            page_id=place,
            title=one.title,
            body=one.text,
            kind=f"kind{place % 5}",
            facets={"obstacle": (f"t{place % 24}",), "region": (f"r{place % 35}",)},
            readers=("public",),
        )
        for place, one in enumerate(passages(number), start=1)
    ]


def synonyms() -> Any:
    """The synonyms that ship."""
    from search.analysis.synonyms import SynonymTable, shipped_sets

    return SynonymTable.of(shipped_sets().values())


def asking(engine: Any) -> Callable[[str], object]:
    """The engine as everybody asks it."""
    from accounts.viewer import Viewer
    from search.port import Query

    viewer = Viewer.public()
    return lambda text: engine.search(Query(text=text), viewer)


@contextmanager
def engine_in(database: Mapping[str, Any], wanted: Sequence[Any]) -> Iterator[Any]:
    """The database engine on an index of its own in this database."""
    from search.engines.database import DatabaseEngine
    from search.evaluation.throwaway import empty_index
    from tests.benchmarks.bulk import count_rows

    table = synonyms()
    with empty_index(database) as alias:
        engine = DatabaseEngine(lambda: table, using=alias)
        fill(engine, wanted)
        count_rows(alias)
        yield engine


def fill(engine: Any, wanted: Sequence[Any]) -> None:
    """Index the documents, some hundreds at a time."""
    for start in range(0, len(wanted), 500):
        engine.index(wanted[start : start + 500])
        if start % 20_000 == 0:
            progress(f"indexed {start} of {len(wanted)}")
