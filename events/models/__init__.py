"""Models of the events room."""

from .meeting_page import MeetingIndexPage, MeetingPage
from .meeting_relations import MeetingLesson, MeetingObstacle, MeetingPartnership

__all__ = ["MeetingIndexPage", "MeetingLesson", "MeetingObstacle", "MeetingPage", "MeetingPartnership"]
