"""Engines by name, and the one that this site searches with."""

from collections.abc import Callable
from functools import lru_cache

from django.conf import settings

from search import timing
from search.domain.queries.pending_removals import pending_removals
from search.domain.synonyms import synonym_table
from search.engines.breaker import Breaker
from search.engines.database import DatabaseEngine
from search.engines.elasticsearch.connection import Connection
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.fallback import FallbackEngine
from search.port import KIND, YEAR, Engine, Searcher
from search.registry import facets

_MAKERS: dict[str, Callable[[], Engine]] = {
    DatabaseEngine.name: lambda: DatabaseEngine(synonym_table),
    ElasticsearchEngine.name: lambda: _elasticsearch(),
}


def names() -> tuple[str, ...]:
    """The engines that there are, whether or not this site has them."""
    return tuple(_MAKERS)


def default_name() -> str:
    """The name of the engine that this site searches with."""
    return ElasticsearchEngine.name if outside() else DatabaseEngine.name


def engine(name: str) -> Engine:
    """The engine of this name with the synonyms of now, by itself. Raises LookupError when this site
    has none."""
    if name not in _MAKERS:
        raise LookupError(f"There is no search engine called {name!r}.")
    return _MAKERS[name]()


def searcher() -> Searcher:
    """What this site searches with: Elasticsearch with the database behind it, or the database."""
    connection = outside()
    inside = engine(DatabaseEngine.name)
    if connection is None:
        return inside
    return FallbackEngine(engine(ElasticsearchEngine.name), inside, breaker_of(connection))


def outside() -> Connection | None:
    """Where the index outside the database is, None when this site has none."""
    chosen = settings.SEARCH_ELASTICSEARCH
    return Connection.of(chosen) if chosen else None


@lru_cache(maxsize=8)
def breaker_of(connection: Connection) -> Breaker:
    """The breaker of this process for that Elasticsearch."""
    return Breaker(lambda: _elasticsearch().health().ok, changed=timing.breaker_changed)


def every_facet() -> tuple[str, ...]:
    """The names of all facets of documents."""
    return (KIND, YEAR, *facets())


def _elasticsearch() -> Engine:
    connection = outside()
    if connection is None:
        raise LookupError("This site has no Elasticsearch: set REGIOBRUG_ELASTICSEARCH.")
    return ElasticsearchEngine(
        synonym_table, connection, facets=every_facet(), pending_removals=pending_removals
    )
