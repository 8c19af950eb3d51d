"""Models of the outbox room."""

from .outbox_message import OutboxMessage
from .periodic_task_run import PeriodicTaskRun

__all__ = ["OutboxMessage", "PeriodicTaskRun"]
