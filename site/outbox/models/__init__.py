"""Models of the outbox room."""

from .promise import Promise

__all__ = ["Promise"]
