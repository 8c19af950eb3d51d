"""Two engines in a row: when the first cannot answer, the second does, and its answer says so."""

import logging
from dataclasses import replace

from accounts.viewer import Viewer
from search.engines.breaker import Breaker
from search.port import EngineDown, Health, Query, Results, Searcher

logger = logging.getLogger(__name__)


class FallbackEngine:
    """Asks ``first``, unless its breaker is open; ``second`` answers in its place."""

    def __init__(self, first: Searcher, second: Searcher, breaker: Breaker) -> None:
        self._first = first
        self._second = second
        self._breaker = breaker
        self.name = first.name

    def search(self, query: Query, viewer: Viewer) -> Results:
        if not self._breaker.open:
            try:
                found = self._first.search(query, viewer)
            except EngineDown as error:
                logger.warning("%s did not answer: %s", self._first.name, error)
                self._breaker.failed(error)
            else:
                self._breaker.succeeded()
                return found
        return replace(self._second.search(query, viewer), degraded=True)

    def health(self) -> Health:
        if self._breaker.open:
            return Health(ok=False, message=f"{self._first.name} is left alone for a while.")
        return self._first.health()
