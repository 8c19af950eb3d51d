"""An obstacle that a lesson is about."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from casebook.models.lesson_page import LessonPage
from casebook.models.obstacle_page import ObstaclePage


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
