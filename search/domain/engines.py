"""The engines by name, and the one that this site searches with."""

from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.utils.translation import gettext as _

from search.domain.queries.indexable import pending_removals
from search.domain.synonyms import synonym_table
from search.engines.database import DatabaseEngine
from search.engines.elasticsearch.connection import ELASTICSEARCH, Connection
from search.engines.fallback import Breaker, FallbackEngine
from search.port import KIND, YEAR, Engine, Searcher
from search.registry import facets


def searcher() -> Searcher:
    """What this site searches with: Elasticsearch with the database behind it, or the database."""
    connection = elasticsearch_connection()
    if connection is None:
        return database_engine()
    return FallbackEngine(elasticsearch_engine(), database_engine(), breaker_of(connection))


def database_engine() -> DatabaseEngine:
    """The engine in the database, which every site keeps: it answers when nothing else does."""
    return DatabaseEngine(synonym_table)


def elasticsearch_engine(connection: Connection | None = None, *, index: str = "") -> Engine:
    """Elasticsearch by itself; an ``index`` that does not answer yet, with whatever it holds. Raises
    LookupError when this site has none."""
    from search.engines.elasticsearch.engine import ElasticsearchEngine

    return ElasticsearchEngine(
        synonym_table,
        connection or required_connection(),
        facets=every_facet(),
        index=index,
        pending_removals=(lambda viewer: ()) if index else pending_removals,
    )


ENGINES: dict[str, Callable[[], Engine]] = {
    DatabaseEngine.name: database_engine,
    ELASTICSEARCH: elasticsearch_engine,
}


def elasticsearch_connection() -> Connection | None:
    """Where this site's Elasticsearch is, None when it has none."""
    chosen = settings.SEARCH_ELASTICSEARCH
    return Connection(**{**chosen, "hosts": tuple(chosen["hosts"])}) if chosen else None


def required_connection() -> Connection:
    """The same. Raises LookupError when this site has none."""
    connection = elasticsearch_connection()
    if connection is None:
        raise LookupError(_("This site has no Elasticsearch: set REGIOBRUG_ELASTICSEARCH."))
    return connection


@lru_cache(maxsize=8)
def breaker_of(connection: Connection) -> Breaker:
    return Breaker(lambda: elasticsearch_engine().health().ok)


def every_facet() -> tuple[str, ...]:
    return (KIND, YEAR, *facets())
