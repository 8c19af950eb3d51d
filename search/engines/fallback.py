"""Two engines in a row: when the first cannot answer, the second does, and its answer says so."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace

from prometheus_client import Counter, Gauge

from accounts.viewer import Viewer
from search.port import EngineDown, Health, Query, Results, Searcher

logger = logging.getLogger(__name__)

# Each process of the web server has a breaker of its own: open when one of those that live has it open.
_OPEN = Gauge(
    "regiobrug_search_breaker_open",
    "Whether a process leaves the index outside alone.",
    multiprocess_mode="livemax",
)
_OPENED = Counter(
    "regiobrug_search_breaker_opened_total", "How often a process began to leave the index outside alone."
)
MOST_FAILURES = 3


class Breaker:
    """A circuit breaker. After ``MOST_FAILURES`` in a row it opens, and no request waits for that server.
    Every ``pause`` seconds ``probe`` then asks, in a thread of its own, whether the server is back; when it
    is, the breaker closes. No visitor's request is ever the trial."""

    def __init__(self, probe: Callable[[], bool], *, pause: float = 2.0) -> None:
        self._probe = probe
        self._pause = pause
        self._lock = threading.Lock()
        self._failed = 0
        self._looking = False
        self._next_look = 0.0
        self.opened = 0

    @property
    def open(self) -> bool:
        """Whether the server must not be asked now; starts a probe when it is time for one."""
        with self._lock:
            if self._failed < MOST_FAILURES:
                return False
            if not self._looking and time.monotonic() >= self._next_look:
                self._looking = True
                threading.Thread(target=self._look, name="breaker", daemon=True).start()
            return True

    def succeeded(self) -> None:
        with self._lock:
            self._close()

    def failed(self, reason: object) -> None:
        with self._lock:
            self._failed += 1
            if self._failed != MOST_FAILURES:
                return
            self.opened += 1
            _OPEN.set(1)
            _OPENED.inc()
            self._next_look = time.monotonic() + self._pause
        logger.error("Left alone after %d failures: %s", MOST_FAILURES, reason)

    def _look(self) -> None:
        try:
            back = self._probe()
        except Exception:
            logger.exception("The look whether it is back failed")
            back = False
        with self._lock:
            self._looking = False
            self._next_look = time.monotonic() + self._pause
            if back:
                self._close()
        if back:
            logger.warning("It answers again")

    def _close(self) -> None:
        if self._failed >= MOST_FAILURES:
            _OPEN.set(0)
        self._failed = 0


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
