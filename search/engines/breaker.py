"""A breaker: who failed is left alone for a while, and looked at from aside before it is asked again."""

import logging
import threading
import time
from collections.abc import Callable

logger = logging.getLogger(__name__)


class Breaker:
    """Counts failures of one thing, for this process alone: other processes find out for themselves.

    After ``failures`` in a row it opens, and nobody has to wait for that thing. Every ``pause``
    seconds ``probe`` then looks whether it is back, in a thread of its own; when it is, the breaker
    closes. No visitor's request is ever the trial. ``changed`` is told when it opens and closes.
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
        """Whether it is left alone now; starts a look from aside when it is time for one."""
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
