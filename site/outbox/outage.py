"""An outage of a server that can be missed: noticed once, and not asked again for a few seconds."""

import logging
import time

logger = logging.getLogger(__name__)


class Outage:
    """What this process knows of one server; its pause is in seconds."""

    def __init__(self, name: str, *, pause: float = 5.0) -> None:
        self._name, self._pause = name, pause
        self._until = 0.0
        self._away = False

    @property
    def holds(self) -> bool:
        """Whether the server failed so lately that asking it would be waiting in vain."""
        return time.monotonic() < self._until

    def failed(self, error: BaseException) -> None:
        self._until = time.monotonic() + self._pause
        if not self._away:
            logger.warning("%s is away (%s); the site goes on without it", self._name, type(error).__name__)
        self._away = True

    def answered(self) -> None:
        self._until = 0.0
        if self._away:
            logger.warning("%s is back", self._name)
        self._away = False
