"""An obstacle that a tool helps with."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from casebook.models.obstacle_page import ObstaclePage
from casebook.models.tool_page import ToolPage


class ToolObstacle(Orderable):
    """An obstacle that a tool helps with."""

    tool = ParentalKey(ToolPage, on_delete=models.CASCADE, related_name="obstacle_links")
    obstacle = models.ForeignKey(
        ObstaclePage, verbose_name=_("obstacle"), on_delete=models.RESTRICT, related_name="tool_links"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("obstacle of a tool")
        verbose_name_plural = _("obstacles of a tool")
        constraints = [models.UniqueConstraint(fields=["tool", "obstacle"], name="tool_has_obstacle_once")]

    def __str__(self) -> str:
        return str(self.obstacle)
