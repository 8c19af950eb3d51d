"""Models of the casebook: one file each, with the rows that belong to it."""

from .index_pages import LessonIndexPage, ObstacleIndexPage, PortraitIndexPage, ToolIndexPage
from .lesson_page import LessonPage
from .municipality import Municipality
from .obstacle_page import ObstaclePage
from .organisation import Organisation
from .page_rows import LessonObstacle, LessonPartnership, LessonTool, ToolChange, ToolFile, ToolObstacle
from .partnership import Partnership
from .partnership_rows import PartnershipMember, PartnershipRegion, PartnershipSector
from .perspective import Perspective
from .portrait_page import PortraitPage
from .region import Region, RegionMunicipality
from .sector import Sector
from .sighting import Sighting
from .tool_page import ToolPage

__all__ = [
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
    "ToolChange",
    "ToolFile",
    "ToolIndexPage",
    "ToolObstacle",
    "ToolPage",
]
