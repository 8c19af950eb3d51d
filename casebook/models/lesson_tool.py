"""A tool that one needs for a lesson."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from casebook.models.lesson_page import LessonPage
from casebook.models.tool_page import ToolPage


class LessonTool(Orderable):
    """A tool that one needs for a lesson."""

    lesson = ParentalKey(LessonPage, on_delete=models.CASCADE, related_name="tool_links")
    tool = models.ForeignKey(
        ToolPage, verbose_name=_("tool"), on_delete=models.CASCADE, related_name="lesson_links"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("tool of a lesson")
        verbose_name_plural = _("tools of a lesson")
        constraints = [models.UniqueConstraint(fields=["lesson", "tool"], name="lesson_has_tool_once")]

    def __str__(self) -> str:
        return str(self.tool)
