"""Engines by name."""

from collections.abc import Callable

from search.domain.synonyms import synonym_table
from search.engines.database import DatabaseEngine
from search.port import Engine

DEFAULT = "database"
_MAKERS: dict[str, Callable[[], Engine]] = {
    DatabaseEngine.name: lambda: DatabaseEngine(synonym_table),
}


def names() -> tuple[str, ...]:
    """The engines that can be asked for."""
    return tuple(_MAKERS)


def engine(name: str = DEFAULT) -> Engine:
    """The engine of this name with the synonyms of now; raises LookupError when there is none."""
    try:
        return _MAKERS[name]()
    except KeyError:
        raise LookupError(f"There is no search engine called {name!r}.") from None
