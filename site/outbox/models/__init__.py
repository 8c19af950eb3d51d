"""Models of the outbox room."""

from .promise import Promise
from .sweep_run import SweepRun

__all__ = ["Promise", "SweepRun"]
