"""Models of the events room."""

from .meeting_index_page import MeetingIndexPage
from .meeting_page import MeetingPage
from .meeting_relations import MeetingLesson, MeetingObstacle, MeetingPartnership

__all__ = ["MeetingIndexPage", "MeetingLesson", "MeetingObstacle", "MeetingPage", "MeetingPartnership"]
