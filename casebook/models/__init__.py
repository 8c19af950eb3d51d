"""Models of the casebook; one file each."""

from .lesson_index_page import LessonIndexPage
from .lesson_obstacle import LessonObstacle
from .lesson_page import LessonPage
from .lesson_partnership import LessonPartnership
from .lesson_tool import LessonTool
from .municipality import Municipality
from .obstacle_index_page import ObstacleIndexPage
from .obstacle_page import ObstaclePage
from .organisation import Organisation
from .partnership import Partnership
from .partnership_member import PartnershipMember
from .partnership_region import PartnershipRegion
from .partnership_sector import PartnershipSector
from .perspective import Perspective
from .portrait_index_page import PortraitIndexPage
from .portrait_page import PortraitPage
from .region import Region
from .region_municipality import RegionMunicipality
from .sector import Sector
from .sighting import Sighting
from .tool_change import ToolChange
from .tool_file import ToolFile
from .tool_index_page import ToolIndexPage
from .tool_obstacle import ToolObstacle
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
