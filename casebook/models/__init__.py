"""Models of the casebook; rows stand with what they belong to."""

from .glossary_page import GlossaryPage, Term
from .index_pages import LessonIndexPage, ObstacleIndexPage, PortraitIndexPage, ToolIndexPage
from .lesson_page import LessonObstacle, LessonPage, LessonPartnership, LessonTool
from .obstacle_page import ObstaclePage, Perspective, Sighting
from .partnership import (
    Organisation,
    Partnership,
    PartnershipMember,
    PartnershipRegion,
    PartnershipSector,
    Sector,
)
from .portrait_page import PortraitPage
from .region import Municipality, Region, RegionMunicipality
from .tool_page import ToolChange, ToolFile, ToolObstacle, ToolPage

__all__ = [
    "GlossaryPage",
    "LessonIndexPage",
    "LessonObstacle",
    "LessonPage",
    "LessonPartnership",
    "LessonTool",
    "Municipality",
    "ObstacleIndexPage",
    "ObstaclePage",
    "Organisation",
    "Partnership",
    "PartnershipMember",
    "PartnershipRegion",
    "PartnershipSector",
    "Perspective",
    "PortraitIndexPage",
    "PortraitPage",
    "Region",
    "RegionMunicipality",
    "Sector",
    "Sighting",
    "Term",
    "ToolChange",
    "ToolFile",
    "ToolIndexPage",
    "ToolObstacle",
    "ToolPage",
]
