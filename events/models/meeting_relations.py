"""What a meeting is about, who meets, and what came of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable


class MeetingObstacle(Orderable):
    """An obstacle that the meeting is about."""

    page = ParentalKey("events.MeetingPage", on_delete=models.CASCADE, related_name="meeting_obstacles")
    obstacle = models.ForeignKey(
        "casebook.ObstaclePage", on_delete=models.RESTRICT, related_name="+", verbose_name=_("obstacle")
    )

    panels = [FieldPanel("obstacle")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["page", "obstacle"], name="meeting_names_an_obstacle_once")
        ]

    def __str__(self) -> str:
        return str(self.obstacle)


class MeetingPartnership(Orderable):
    """A partnership that takes part or is invited."""

    page = ParentalKey("events.MeetingPage", on_delete=models.CASCADE, related_name="meeting_partnerships")
    partnership = models.ForeignKey(
        "casebook.Partnership", on_delete=models.PROTECT, related_name="+", verbose_name=_("partnership")
    )

    panels = [FieldPanel("partnership")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["page", "partnership"], name="meeting_names_a_partnership_once")
        ]

    def __str__(self) -> str:
        return str(self.partnership)


class MeetingLesson(Orderable):
    """A lesson that came of the meeting."""

    page = ParentalKey("events.MeetingPage", on_delete=models.CASCADE, related_name="meeting_lessons")
    lesson = models.ForeignKey(
        "casebook.LessonPage", on_delete=models.CASCADE, related_name="+", verbose_name=_("lesson")
    )

    panels = [FieldPanel("lesson")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "lesson"], name="meeting_names_a_lesson_once")]

    def __str__(self) -> str:
        return str(self.lesson)
