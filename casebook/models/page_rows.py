"""The rows of lessons and tools: what they are about, who learned it, files and versions."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from casebook.enums import FileVariant
from casebook.models.lesson_page import LessonPage
from casebook.models.obstacle_page import ObstaclePage
from casebook.models.partnership import Partnership
from casebook.models.tool_page import ToolPage
from website.models import Attachment


class LessonObstacle(Orderable):
    """An obstacle that a lesson is about."""

    lesson = ParentalKey(LessonPage, on_delete=models.CASCADE, related_name="obstacle_links")
    obstacle = models.ForeignKey(
        ObstaclePage, verbose_name=_("obstacle"), on_delete=models.RESTRICT, related_name="lesson_links"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("obstacle of a lesson")
        verbose_name_plural = _("obstacles of a lesson")
        constraints = [
            models.UniqueConstraint(fields=["lesson", "obstacle"], name="lesson_has_obstacle_once")
        ]

    def __str__(self) -> str:
        return str(self.obstacle)


class LessonPartnership(Orderable):
    """A partnership that learned a lesson."""

    lesson = ParentalKey(LessonPage, on_delete=models.CASCADE, related_name="partnership_links")
    partnership = models.ForeignKey(
        Partnership, verbose_name=_("partnership"), on_delete=models.PROTECT, related_name="lesson_links"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("partnership of a lesson")
        verbose_name_plural = _("partnerships of a lesson")
        constraints = [
            models.UniqueConstraint(fields=["lesson", "partnership"], name="lesson_has_partnership_once")
        ]

    def __str__(self) -> str:
        return str(self.partnership)


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


class ToolFile(Orderable):
    """One file of a tool: blank, or filled in as an example."""

    tool = ParentalKey(ToolPage, on_delete=models.CASCADE, related_name="files")
    document = models.ForeignKey(
        Attachment, verbose_name=_("file"), on_delete=models.PROTECT, related_name="tool_files"
    )
    variant = models.CharField(
        _("kind"), max_length=8, choices=FileVariant.choices, default=FileVariant.BLANK
    )
    version = models.CharField(_("version"), max_length=12, blank=True, help_text=_("For example: 2"))
    pages = models.PositiveSmallIntegerField(_("pages"), null=True, blank=True)

    panels = [
        FieldPanel("document"),
        FieldRowPanel([FieldPanel("variant"), FieldPanel("version"), FieldPanel("pages")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("file of a tool")
        verbose_name_plural = _("files of a tool")

    def __str__(self) -> str:
        return f"{self.document} ({self.get_variant_display()})"


class ToolChange(models.Model):
    """One version of a tool and what was new in it."""

    tool = ParentalKey(ToolPage, on_delete=models.CASCADE, related_name="changes")
    version = models.CharField(_("version"), max_length=12, help_text=_("For example: 2"))
    date = models.DateField(_("date"))
    text = models.CharField(
        _("what changed"), max_length=200, help_text=_("For example: A column for the long term was added.")
    )

    panels = [FieldRowPanel([FieldPanel("version"), FieldPanel("date")]), FieldPanel("text")]

    class Meta:
        ordering = ["-date", "-pk"]
        verbose_name = _("version of a tool")
        verbose_name_plural = _("versions of a tool")

    def __str__(self) -> str:
        return f"{self.version}: {self.text}"
