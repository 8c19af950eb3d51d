"""An outage of a server that can be missed: noticed once, and not asked again for a few seconds."""

import logging
import time

logger = logging.getLogger(__name__)


class Outage:
    """What this process knows of one server; its pause is in seconds."""

    def __init__(self, name: str, *, pause: float = 5.0) -> None:
        self.name, self.pause = name, pause
        self.until = 0.0
        self.is_noticed = False

    @property
    def holds(self) -> bool:
        """Whether the server failed so lately that asking it would be waiting in vain."""
        return time.monotonic() < self.until

    def failed(self, error: BaseException) -> None:
        self.until = time.monotonic() + self.pause
        if not self.is_noticed:
            logger.warning("%s is away (%s); the site goes on without it", self.name, type(error).__name__)
        self.is_noticed = True

    def answered(self) -> None:
        self.until = 0.0
        if self.is_noticed:
            logger.warning("%s is back", self.name)
        self.is_noticed = False
