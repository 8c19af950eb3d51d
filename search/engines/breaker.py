"""A circuit breaker: a server that failed is not asked for a while, and is probed before the next request."""

import logging
import threading
import time
from collections.abc import Callable

logger = logging.getLogger(__name__)


class Breaker:
    """Counts the failures of one server that this process meets.

    After ``failures`` in a row it opens, and no request waits for that server. Every ``pause`` seconds
    ``probe`` then asks, in a thread of its own, whether the server is back; when it is, the breaker closes.
    No visitor's request is ever the trial. ``changed`` is called with True when it opens, False when it
    closes.
    """

    def __init__(
        self,
        probe: Callable[[], bool],
        *,
        changed: Callable[[bool], None] = lambda is_open: None,
        failures: int = 3,
        pause: float = 2.0,
    ) -> None:
        self._probe = probe
        self._changed = changed
        self._most = failures
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
            if self._failed < self._most:
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
            if self._failed != self._most:
                return
            self.opened += 1
            self._changed(True)
            self._next_look = time.monotonic() + self._pause
        logger.error("Left alone after %d failures: %s", self._most, reason)

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
        if self._failed >= self._most:
            self._changed(False)
        self._failed = 0
